"""The Navy, Army and Air Force, which the records keep as one Defence Force: what facts say of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assistant.knowledge.records import Fact

#: How a question says each service, and the words of facts that speak of it.
_SAID: Mapping[str, str] = {
    "navy": r"navy|naval|sailors?|frigates?|rnzn",
    "air force": r"air ?force|airmen|airwomen|air crews?|aircrews?|rnzaf",
    "army": r"army",
}
_TOLD: Mapping[str, str] = {
    "navy": r"\b(?:Navy|[Nn]aval|HMNZS|RNZN|[Ss]ailors?|[Ff]rigates?|divers)\b",
    "air force": r"\b(?:Air Force|RNZAF|air transport|[Aa]ircraft|Hercules|Iroquois|Andovers?|Orions?|[Hh]elicopters?"
    r"|flew|Boeing|Skyhawks?)\b",
    "army": r"\b(?:Army|[Ss]oldiers?|[Ii]nfantry|[Ee]ngineers|[Bb]attalion|[Pp]latoons?|[Tt]roops|[Cc]ompany)\b",
}


def service_named(text: str) -> str | None:
    """The one service that a question names; none where it names several, or none."""
    found = [service for service, said in _SAID.items() if re.search(rf"\b(?:{said})\b", text.lower())]
    return found[0] if len(found) == 1 else None


def telling_of(service: str, facts: Iterable[Fact]) -> list[Fact]:
    """The facts that speak of a service, in their order."""
    return [fact for fact in facts if re.search(_TOLD[service], fact.statement)]
