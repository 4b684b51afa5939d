"""Whether the web addresses in the knowledge files still answer (``make links``; needs the internet)."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.check import ROOT
from assistant.knowledge.loader import load

_TIMEOUT = 20.0
_AT_ONCE = 8


def addresses(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Web addresses with the record that holds them."""
    for source in kb.sources.values():
        if source.address:
            yield f"source {source.id}", source.address
    for contact in kb.contacts.values():
        if contact.address:
            yield f"contact {contact.id}", contact.address


def fault_of(address: str) -> str | None:
    """Why an address does not answer; none when it does. A site that turns robots away (401, 403, 429) answers."""
    request = urllib.request.Request(address, headers={"User-Agent": "peace-support-assistant link check"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT):  # noqa: S310 - the check admits http and https only
            return None
    except urllib.error.HTTPError as error:
        return None if error.code in (401, 403, 405, 429) else f"HTTP {error.code}"
    except (OSError, ValueError) as error:
        return str(error)


def check(kb: KnowledgeBase, ask: Callable[[str], str | None] = fault_of) -> list[str]:
    """A line for each address that does not answer."""
    found = list(addresses(kb))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        faults = pool.map(ask, (address for _, address in found))
        return [f"{who}: {address}: {fault}" for (who, address), fault in zip(found, faults, strict=True) if fault]


def main(arguments: Sequence[str] = ()) -> int:
    """Print the addresses that do not answer; the exit code is 1 when there are any."""
    kb = load(Path(arguments[0]) if arguments else ROOT)
    faults = check(kb)
    for line in faults:
        print(line)
    print(f"{len(faults)} of {sum(1 for _ in addresses(kb))} addresses do not answer.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
