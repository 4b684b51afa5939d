"""Headers that keep browsers strict with what we serve."""

from __future__ import annotations

from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels.web import callers
from assistant.channels.web.options import WebOptions

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
ALWAYS = {
    "x-content-type-options": "nosniff",
    # not no-referrer: browsers would then send forms with the origin "null"
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
METHODS = "GET, POST, DELETE, OPTIONS"
SENT = "authorization, content-type"


def secure(request: Request, response: HTTPResponse, options: WebOptions) -> None:
    """Adds what every response carries, errors too."""
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    is_page = str(response.content_type or "").startswith("text/html")
    response.headers.setdefault("content-security-policy", PAGE_POLICY if is_page else DATA_POLICY)
    response.headers.setdefault("cache-control", "no-store")
    is_widget = request.path.startswith("/widget/")
    response.headers.setdefault("cross-origin-resource-policy", "cross-origin" if is_widget else "same-origin")
    if is_widget:
        # public files: any page may load them, only listed origins may talk to the API
        response.headers.setdefault("access-control-allow-origin", "*")
    if callers.is_https(request, options.proxies):
        response.headers.setdefault("strict-transport-security", "max-age=31536000")


def allow_origin(response: HTTPResponse, origin: str | None) -> None:
    """Lets the page of a listed origin read the response."""
    response.headers["vary"] = "origin"
    if origin is not None:
        response.headers["access-control-allow-origin"] = origin
        response.headers["access-control-allow-methods"] = METHODS
        response.headers["access-control-allow-headers"] = SENT
        response.headers["access-control-expose-headers"] = "retry-after"
        response.headers["access-control-max-age"] = "600"
