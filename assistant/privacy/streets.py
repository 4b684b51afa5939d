"""Street addresses: a number, a street's name, a kind of street.

"28 police on the road" is no address: words that never stand in a street's name break the pattern, and kinds of street
that are also everyday words ("place", "way") need a capital letter or words that announce an address.
"""

from __future__ import annotations

import re

_KINDS = (  # noqa: SIM905
    "street st road rd avenue ave av crescent cres cr drive dr terrace tce lane ln boulevard blvd highway "
    "hwy parade pde esplanade esp grove gr quay mews close cl court ct place pl way rise square sq loop "
    "track heights hts view vw ridge glen common promenade line row walk gardens gdns green circle cir "
    "strand tiriti ara huarahi"
).split()
_EVERYDAY = frozenset(
    (  # noqa: SIM905
        "st close court place way rise square loop track heights view ridge common line row walk gardens "
        "green circle drive ara cr gr av cl ct pl dr esp strand glen grove lane terrace parade"
    ).split()
)
_NEVER = (  # noqa: SIM905
    "in on at to of and or a an for from with by after before during since until than about into over "
    "under was were is are be been did do does has have had take takes took taking years year months "
    "month days day weeks week hours people troops soldiers police officers personnel observers missions "
    "mission operations operation countries country nations places new zealand nz un percent per cent "
    "million billion thousand dollars km kilometres metres down along that this which who what when where "
    "why how it its they their there more less most january february march april may june july august "
    "september october november december resolution resolutions article articles section chapter page "
    "questions"
).split()
_NOT = r"(?!(?:" + "|".join(_NEVER) + r")\b)"
_WORD = r"(?:" + _NOT + r"[A-Za-zĀĒĪŌŪāēīōū'’.-]{1,20})"
_NUMBER = (
    r"(?:(?:flat|unit|apartment|apt|suite|level|floor|shop)\s*\d{1,4}[A-Za-z]?\s*[,/]?\s*(?:at\s+)?)?"
    r"(?:\d{1,4}[A-Za-z]?\s?/\s?)?\d{1,5}(?:[A-Za-z]|-\d{1,4})?"
)
_TAIL = (
    r"(?:\s*,\s*[A-ZĀĒĪŌŪ][\w'’āēīōū-]+(?:\s+[A-ZĀĒĪŌŪ][\w'’āēīōū-]+){0,3}){0,3}"
    r"(?:\s*,?\s*\b\d{4}\b(?!\s+(?:and|to|until|or)\b))?"
)


def _street(words: str) -> re.Pattern[str]:
    kinds = "|".join(_KINDS)
    name = r",?\s+(?P<name>(?:the|te)\s+|)(?P<words>(?:" + _WORD + r"\s+)" + words + r")(?P<kind>" + kinds + r")\b\.?"
    side = r"(?:\s+(?:north|south|east|west|extension)\b)?"
    return re.compile(
        r"(?<![\w.,:/$-])(?P<v>" + _NUMBER + name + side + r"(?P<tail>(?-i:" + _TAIL + r")))", re.IGNORECASE
    )


# the shortest name ("12 Tui Street, drive slowly") and the longest ("23 Te Ara Road", "39 St Andrews Road")
_STREETS = (_street("{0,4}?"), _street("{0,4}"))
_BARE = re.compile(
    r"(?<![\w.,:/$-])(?P<v>\d{1,5}[a-z]?(?:/\d{1,5}[a-z]?)?,? The "
    r"(?:Terrace|Strand|Esplanade|Square|Parade|Crescent|Mall|Drive|Avenue)(?-i:" + _TAIL + r"))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?:,|\s+(?:the|te)\b|\s+(?-i:[a-z]))", re.IGNORECASE)
_BOX = re.compile(
    r"(?P<v>\b(?:p\.?\s?o\.?\s?box|private bag|rural delivery|r\.?d\.?)\s*\d{1,6}\b(?-i:" + _TAIL + r"))", re.IGNORECASE
)
_STATE_HIGHWAY = re.compile(
    r"(?<![\w.,:/-])(?P<v>\d{1,5}[a-z]?\s+(?:state highway|sh)\s?\d{1,2}[a-z]?\b(?-i:" + _TAIL + r"))", re.IGNORECASE
)
_TOLD = re.compile(
    r"\b(?:address(?:\s+(?:is|was|to))?"
    r"|(?:i|we)(?:'m|\s+am|\s+are)?\s+(?:live|living|lives|reside|stay|staying|based)\s+at"
    r"|(?:lives?|living|resides?|residing|staying|stays?)\s+at"
    r"|(?:send|post|mail|deliver|courier)\s+(?:it|this|them|that|mail|letters?|a letter)?\s*to(?:\s+me\s+at)?"
    r"|my\s+(?:home|house|place|flat)\s+is(?:\s+at)?|home)\W*$",
    re.IGNORECASE,
)
# small words of street names that are written without a capital
_SMALL = frozenset({"o", "te", "nga", "ngā", "the"})


def find_streets(text: str) -> list[tuple[int, int, float]]:
    """Spans (start, end, score) of street addresses and boxes in the text."""
    streets = [match for pattern in _STREETS for match in pattern.finditer(text) if _is_street(match)]
    others = [match for pattern in (_BARE, _BOX, _STATE_HIGHWAY) for match in pattern.finditer(text)]
    return [(match.start("v"), match.end("v"), 0.8) for match in (*streets, *others)]


def _is_street(match: re.Match[str]) -> bool:
    words, kind = match["words"].split(), match["kind"]
    if not words and not match["name"].strip():
        return False
    if _TOLD.search(match.string[max(0, match.start("v") - 60) : match.start("v")]):
        return True
    if _YEAR.match(match["v"]):
        return False
    if kind[:1].isupper() and all(word[:1].isupper() or word.lower() in _SMALL for word in words):
        return True
    return bool(words) and (kind.lower() not in _EVERYDAY or bool(match["tail"].strip()))
