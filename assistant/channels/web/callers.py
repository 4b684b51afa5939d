"""Who is calling: the address, and the origin of the page that calls."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from sanic.request import Request

from assistant.channels.guard import Refused
from assistant.channels.web.options import Network


def address(request: Request, proxies: Collection[Network]) -> str:
    """The address of the caller. Forwarded addresses are believed only as far as our own proxies wrote them."""
    peer = str(request.ip or "")
    hops = [hop.strip() for hop in str(request.headers.get("x-forwarded-for", "")).split(",") if hop.strip()]
    while hops and _is_one_of(peer, proxies):
        peer = hops.pop()
    return _block(peer)


def is_https(request: Request, proxies: Collection[Network]) -> bool:
    """Whether the person's browser spoke TLS, to us or to our proxy."""
    if request.scheme in ("https", "wss") and request.transport.get_extra_info("sslcontext"):
        return True
    return _is_one_of(str(request.ip or ""), proxies) and request.headers.get("x-forwarded-proto", "") == "https"


def origin(request: Request, allowed: Collection[str]) -> str | None:
    """The foreign origin of the page that calls, if it may; none for our own pages and for callers without a page.

    Raises:
        Refused: the page is on an origin that is not on the list.
    """
    named = request.headers.get("origin")
    if named is None:
        if request.headers.get("sec-fetch-site") in ("cross-site", "same-site") and request.method not in (
            "GET",
            "HEAD",
        ):
            raise Refused(403, "origin_not_allowed", "This page may not use the assistant.")
        return None
    if named.lower() in allowed:
        return str(named)
    host = request.headers.get("host", "")
    if named.lower() in (f"http://{host}".lower(), f"https://{host}".lower()):
        return None
    raise Refused(403, "origin_not_allowed", "This page may not use the assistant.")


def request_id(request: Request, proxies: Collection[Network]) -> str | None:
    """The id that our own proxy gave the request, the same when it passes it on to a second server."""
    if not _is_one_of(str(request.ip or ""), proxies):
        return None
    return str(request.headers.get("x-request-id") or "") or None


def _is_one_of(text: str, networks: Collection[Network]) -> bool:
    try:
        parsed = ipaddress.ip_address(text)
    except ValueError:
        return False
    return any(parsed in network for network in networks)


def _block(text: str) -> str:
    """An IPv6 household has a whole /64: it counts as one."""
    try:
        parsed = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
