"""Restrictions and emphases read from a question: years, regions, leads, agencies, negation, superlatives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from assistant.answers.agency_words import read_agencies
from assistant.answers.negation import denied, wanted_and_not
from assistant.answers.sizes import read_sizes
from assistant.knowledge.dates import MONTHS

_YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
_REGIONS: Mapping[str, str] = {
    "Pacific": r"(?<!asia-)(?<!asia )pacific|melanesia|polynesia",
    "Asia": r"asia[n]?(?!-pacific)",
    "Middle East": r"middle east(?:ern)?|near east",
    "Africa": r"africa[n]?",
    "Europe": r"europe(?:an)?|balkans?",
    "Americas": r"americas?|caribbean|latin america",
}
_LEADS: Mapping[str, str] = {
    "UN": r"u\.?n\.?(?:-led)?|united nations|blue helmets?",
    "NATO": r"nato",
    "EU": r"eu|european union|eufor",
    "coalition": r"coalitions?",
    "regional": r"regional(?:ly)?|pacific-led|forum-led",
}
_CURRENT = (
    r"current(?:ly)?|now|today|ongoing|on-going|running|active|still|at the moment|at present|these days|presently"
)
_ENDED = (
    r"ended|finished|completed|over(?! (?:\d|a |one|two|three|four|five|six|ten|twenty|fifty))|former"
    r"|previous|past|closed|concluded|no longer"
)
_RELATED = re.compile(
    r"\brelated activit"
    r"|\b(?:not|isn't|aren't|wasn't|weren't|never|no) (?:\w+ ){0,3}(?:peace ?-?keeping"
    r"|peace support|peace operations?)\b(?! (?:mission|operation))"
    r"|\b(?:not|don't|doesn't|didn't|isn't|aren't|never) (?:really |actually |strictly )*count(?:ed)?\b"
    r"|\b(?:other than|else than|besides|apart from|aside from|outside|beyond) (?:\w+ ){0,2}(?:peace ?-?keeping"
    r"|peace support)\b"
)
_MANDATED = re.compile(r"\bmandates?\b")
_SUPERLATIVES: Mapping[str, str] = {
    "deadliest": r"deadliest|bloodiest|most (?:deaths?|casualties|lives|killed|dead|fatalities|losses)"
    r"|(?:lost|killed|die|died|dead)(?: \w+){0,3} the most|most (?:\w+ ){0,3}(?:die|died|killed|lives|dead|lost)"
    r"|worst losses",
    "cheapest": r"cheapest|least expensive|(?:cost|spent)(?: \w+){0,3} (?:the )?least|lowest cost",
    "costliest": r"most expensive|costliest|dearest|priciest|(?:cost|spent)(?: \w+){0,4} (?:the )?most"
    r"|most (?:money|costly)",
    "smallest": r"smallest|fewest|least|tiniest",
    "shortest": r"shortest|briefest|quickest",
    "longest": r"longest|long-running|oldest running|most years",
    "largest": r"largest|biggest|greatest|largest number|major"
    r"|most (?:people|troops|soldiers|personnel|staff|new zealanders|kiwis|nzers|peacekeepers)",
    "latest": r"latest|most recent(?:ly)?|newest|last",
    "first": r"first|earliest|oldest|very first|original",
}
_PEAK = re.compile(
    r"\b(?:peak|height|most|maximum|max|at (?:any )?one time|at once|largest|biggest|highest|strongest)\b"
)
_TOTAL = re.compile(
    r"\b(?:total|totals|altogether|in all|overall|(?:over|all|through) (?:all )?(?:the|those|these|its|their)"
    r" (?:\w+ )?years"
    r"|all years|all up|ever|have served|has served|cumulative|sum|all told|all rotations)\b"
)


@dataclass(frozen=True)
class Filters:
    """What a list is restricted to. Years are inclusive; ``edge`` says whether they hold for the start or the end."""

    regions: tuple[str, ...] = ()
    not_regions: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    not_leads: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    not_agencies: tuple[str, ...] = ()
    only_agency: bool = False
    since: int | None = None
    until: int | None = None
    edge: str | None = None
    state: str | None = None
    fewer: int | None = None
    more: int | None = None
    in_all: bool = False
    related: bool = False
    mandated: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is restricted."""
        return self == Filters()

    def as_slot(self) -> dict[str, Any]:
        """Plain data for the context slot."""
        return {key: value for key, value in asdict(self).items() if value not in ((), None, False)}

    @classmethod
    def from_slot(cls, value: Mapping[str, Any]) -> Filters:
        """Read what :meth:`as_slot` wrote; unknown keys are left out."""
        known = {item.name for item in fields(cls)}
        values: dict[str, Any] = {key: tuple(item) if isinstance(item, list) else item for key, item in value.items()}
        return cls(**{key: item for key, item in values.items() if key in known})

    def narrowed(self, other: Filters) -> Filters:
        """These filters with those of a follow-up on top ("only the UN ones")."""
        changes = {item.name: getattr(other, item.name) for item in fields(self)}
        return replace(self, **{key: value for key, value in changes.items() if value not in ((), None, False)})


_PEOPLE = re.compile(
    r"people|ppl|peeps|folks?|guys|persons?|personnel|solders?|troops?|soldiers?|police\w*|officers?|kiwis?"
    r"|zealanders?"
    r"|nzers?|observers?|peacekeepers?"
    r"|staff|members?|cops?|blokes|engineers?|medics?|sailors?|advisers?|trainers?|monitors?|crew|divers|forces?|army"
    r"|navy|nzdf|us|them|we|those|ours|headcount|strength|contingents?|number|total|air|defence"
)
_HEAD_ENDS = re.compile(
    r"did|do|does|were|was|are|is|have|has|had|in|on|at|of|to|from|with|went|served|go|serve|took|take|there"
    r"|altogether"
    r"|for|by|during|led|run|headed|based|under|as|when|who|that|could|can|will|would|may|might|left|came|got"
    r"|over|through|across|rotated|rotate|passed|cycled|they|we|you|he|she|nz|send|sends"
    r"|sent|died|still|ever|it|out|then|now|today|please|exactly|roughly|really|actually|all|though|so|each"
    r"|respectively|both"
)


def asks_for_related(lowered: str) -> bool:
    """Whether a list is to be of what is not counted as peace support; the text is in lower case."""
    return bool(_RELATED.search(lowered))


def counted_noun(text: str) -> str | None:
    """What "how many ..." counts where that is not people: the head of its noun phrase ("guns", "women")."""
    match = re.search(r"\b(?:how many|number of)((?: [\w'-]+){1,6})", text.lower())
    if match is None:
        return None
    head = None
    for word in match[1].split():
        if _HEAD_ENDS.fullmatch(word):
            break
        head = word
    return None if head is None or _PEOPLE.fullmatch(head) else head


def counts_only_people(word: str) -> bool:
    """Whether a word means people as such: "soldiers", "Kiwis", "staff"."""
    return bool(_PEOPLE.fullmatch(word))


def read_filters(text: str) -> Filters:
    """Read all restrictions of a question."""
    lowered = text.lower().replace("’", "'")
    regions, not_regions = wanted_and_not(_REGIONS, lowered)
    leads, not_leads = wanted_and_not(_LEADS, lowered)
    agencies = read_agencies(lowered)
    sizes = read_sizes(lowered)
    since, until = read_years(lowered)
    state = _state(lowered)
    if state == "current" and since is not None and since == until:
        state = None  # "which were running in 1993" is about that year
    return Filters(
        regions=regions,
        not_regions=not_regions,
        leads=leads,
        not_leads=not_leads,
        agencies=agencies.wanted,
        not_agencies=agencies.unwanted,
        only_agency=agencies.only,
        since=since,
        until=until,
        edge=_edge(lowered),
        state=state,
        fewer=sizes.fewer,
        more=sizes.more,
        in_all=sizes.in_all,
        related=asks_for_related(lowered),
        mandated=bool(_MANDATED.search(lowered)),
    )


def read_years(lowered: str) -> tuple[int | None, int | None]:
    """The span of years a question is restricted to, inclusive on both sides; none where it is open."""
    if match := re.search(rf"\b(?:between|from)\s+({_YEAR})\s*(?:and|to|-|–|until|till)\s*({_YEAR})", lowered):
        return int(match[1]), int(match[2])
    if match := re.search(rf"\b({_YEAR})\s*(?:-|–|to)\s*({_YEAR})\b", lowered):
        return int(match[1]), int(match[2])
    if match := re.search(r"\b(?:the\s+)?(19[4-9]0|20[0-4]0)'?s\b", lowered):
        return int(match[1]), int(match[1]) + 9
    if match := re.search(
        r"\b(?:the\s+)?(fifties|sixties|seventies|eighties|nineties|noughties|'?[5-9]0'?s)\b", lowered
    ):
        decade = _DECADES.get(match[1], 0) or 1900 + int(re.sub(r"\D", "", match[1]))
        return decade, decade + 9
    if match := re.search(rf"\b(?:before|prior to|until|up to|earlier than)\s+(?:the year\s+)?({_YEAR})\b", lowered):
        return None, int(match[1]) - (0 if match[0].startswith(("until", "up to")) else 1)
    if match := re.search(rf"\b(?:after|later than)\s+(?:the year\s+)?({_YEAR})\b", lowered):
        return int(match[1]) + 1, None
    if match := re.search(rf"\bsince\s+(?:the year\s+)?({_YEAR})\b|\bfrom ({_YEAR}) on(?:wards?)?\b", lowered):
        return int(match[1] or match[2]), None
    if match := re.search(rf"\b({_YEAR})\b", lowered):
        return int(match[1]), int(match[1])
    return None, None


_DECADES = {"fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990, "noughties": 2000}


def read_year(text: str) -> int | None:
    """The one year a question names, if it names just one."""
    years = {int(year) for year in re.findall(rf"\b{_YEAR}\b", text)}
    return years.pop() if len(years) == 1 else None


def read_month(text: str) -> int | None:
    """The month a question names, 1 to 12."""
    words = re.findall(r"[a-z]+", text.lower())
    for number, month in enumerate(MONTHS, start=1):
        if month.lower() in words or (month != "May" and month[:3].lower() in words):
            return number
    return None


def read_superlative(text: str) -> str | None:
    """Which extreme is asked for: largest, smallest, longest, shortest, first or latest."""
    lowered = text.lower()
    for name, pattern in _SUPERLATIVES.items():
        if re.search(rf"\b(?:{pattern})\b", lowered):
            return name
    return None


def read_count_of_people(text: str) -> str | None:
    """Which number of people is asked for: the "peak", the "total", or none in particular."""
    lowered = text.lower()
    if _PEAK.search(lowered):
        return "peak"
    return "total" if _TOTAL.search(lowered) else None


def counts_people(text: str) -> bool:
    """Whether "how many ..." counts people; without a noun it does."""
    return counted_noun(text) is None


def asks_whether_over(text: str) -> bool:
    """Whether a question on the status asks "is it over?" rather than "is it still going?"."""
    return bool(
        re.search(
            r"\b(?:over|ended|end|finished|finish|done|stop|stopped|closed|shut|completed|concluded|ceased|dead|history"
            r"|(?:wound|wrapped|packed) up|(?:pulled|moved|got) out|(?:came|come|gone|back) home|left"
            r"|a thing of the past)\b",
            text.lower(),
        )
    )


def asks_for_today(text: str) -> bool:
    """Whether a figure is asked for today: "now", "at the moment", "currently"."""
    return bool(
        re.search(
            r"\b(?:now|today|currently|current|at the moment|at present|these days|tonight"
            r"|this (?:morning|week|month))\b",
            text.lower(),
        )
    )


def asks_about_now(text: str) -> bool:
    """Whether a question is about the present: "is New Zealand in ...", "are there any ..."."""
    lowered = text.lower()
    if re.search(r"\b(?:was|were|did|had|ever|have|has)\b", lowered) and not re.search(r"\bstill\b|\bnow\b", lowered):
        return False
    return bool(re.search(rf"\b(?:is|are|does|do|'re|{_CURRENT})\b", lowered))


def _edge(lowered: str) -> str | None:
    if re.search(r"\b(?:start(?:ed|s)?|beg[ai]n|begun|began|launched|set up|joined)\b", lowered):
        return "start"
    if re.search(r"\b(?:end(?:ed|s)?|finish(?:ed)?|closed|wound up|pulled out|left|withdrew|came home)\b", lowered):
        return "end"
    return None


def _state(lowered: str) -> str | None:
    current = re.search(rf"\b(?:{_CURRENT})\b", lowered)
    ended = re.search(rf"\b(?:{_ENDED})\b(?! the)", lowered)
    negated = ended is not None and denied(lowered[: ended.start()])
    if current or negated:
        return "current" if not (current and denied(lowered[: current.start()])) else "ended"
    return "ended" if ended and not re.search(r"\b(?:ended|finished|closed) (?:in|before|after|by) ", lowered) else None
