"""What type of answer a question asks for, the thing that it counts or picks, and what types a statement holds.

"How many police" is answered by a number of police, "name of the colonel" by a person's name: a fact near in meaning
that holds neither is no answer. Read from words alone; how much it counts is learnt (assistant/nlu/answerability.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

#: Words that begin with as many same letters count as forms of one ("observer", "observers").
STEM = 5
_PEOPLE = (
    r"(?:colonel|brigadier|general|major|captain|commander|commodore|inspector|superintendent|lieutenant|sergeant"
    r"|admiral|officer|minister|ambassador|chief|head|boss|leader|person|man|woman|soldier|pilot|diplomat|padre|judge"
    r"|author|policeman|observer|member|historian|skipper)s?"
)
#: In the order in which they are the main thing asked for.
_ASKED: dict[str, re.Pattern[str]] = {
    "name_of_person": re.compile(
        rf"\bnames? (?:of )?(?:the |our |a |that |those )?(?:[\w-]+ ){{0,3}}{_PEOPLE}\b"
        rf"|\b(?:which|what) (?:[\w-]+ )?{_PEOPLE}\b|\bby name\b|\bwhose\b|\bwho was (?:the|our|in)\b"
        r"|\bwho (?:wrote|designed|signed|chaired|followed|took over|opened|launched|headed|commanded|shot)\b"
    ),
    "person": re.compile(r"\b(?:who|whom|who's)\b"),
    "share": re.compile(r"\bpercent\w*|\bper ?cent\b|%|\b(?:share|proportion|fraction) of\b"),
    "money": re.compile(
        r"\bhow much (?:money|did|does|do|was|were|of|went|is|has|have|tax|pay)\b"
        r"|\b(?:costs?|price|dollars?|budget|spen[dt]\w*|bill|wages?|salar\w+|allowances?|paid|pay|fees?|compensation"
        r"|earn\w*|funding|worth|expensive)\b"
    ),
    "date": re.compile(
        r"^\W*(?:(?:and|so|ok|since|until|from) )?when\b|\bwhen (?:did|was|were|is|are|do|does|will|has|have|exactly)\b"
        r"|\bdate of\b|\b(?:what|which) (?:year|month|day|date|decade|time)s?\b"
    ),
    "place": re.compile(
        r"\b(?:where|whereabouts|(?:what|which) (?:\w+ )?(?:town|city|village|camp|base|place|airfield|airport|port"
        r"|country|island|province|district|building|hotel)s?)\b"
    ),
    "reason": re.compile(r"\b(?:why|how come|what for|reasons?)\b"),
    "count": re.compile(r"\bhow (?:many|big|large|strong)\b|\b(?:numbers?|headcount|count|total|tally|size) of\b"),
    "measure": re.compile(
        r"\bhow (?:long|tall|high|far|heavy|fast|wide|deep|old)\b"
        r"|\b(?:height|length|distance|weight|tonnage|speed|average)\b"
    ),
    "name": re.compile(r"\b(?:named?|called|call|title|motto|nickname)\b"),
}
_COUNTED = re.compile(
    r"\b(?:how many|how much|numbers? of|count of|tally of|total of|percentage of|share of|proportion of)"
    r"((?: [\w'’-]+){1,5})"
)
_PICKED = re.compile(r"\b(?:which|what|whose|names? of(?: the)?|name the)((?: [\w'’-]+){1,4})")
#: Where the thing counted or picked ends.
_ENDS_WORDS = (
    "did do does was were is are has have had can could will would there in on from to at and with we they for by who"
    " went served sent got took take go be that of came come left died joined stayed remained worked lived fell began"
)
_ENDS = frozenset(_ENDS_WORDS.split())
_DETERMINERS = frozenset(("the", "a", "an", "our", "their", "his", "her", "its"))
_OBJECTS = frozenset(("us", "them", "me", "you", "him", "it"))
_PLAIN_WORDS = (
    "new zealand zealanders zealander nz kiwi kiwis people ppl folk troops soldiers personnel nzdf the our us them"
    " those other more total defence force staff members men nzers officers kind kinds sort sorts type types thing"
    " things way ways subject ground grounds position name names figure figures country countries year years month"
    " months day days date time city town place operation operations mission missions deployment deployments"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())
_NUMBERS_SPELT = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands half dozen"
    " twice nobody none"
)
_NUMBER_WORDS = frozenset(_NUMBERS_SPELT.split())
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"\b(?:18|19|20)\d\d\b"
_DATE = re.compile(rf"{_YEAR}|\b{_MONTH}\b")
_DATES = re.compile(rf"{_YEAR}(?:[-–/]\d+)?|\b\d{{1,2}} {_MONTH}")
_MONEY = re.compile(r"\$|\bdollars?\b|\bmillion\b")
_SHARE = re.compile(r"%|\bper ?cent\b|\bone in\b|\bhalf\b|\bthird\b|\bquarter\b")
_LOWER_CASE = re.compile(r"\b[a-zāēīōū]+\b")
_CAPITALS = re.compile(r"\b[A-ZĀĒĪŌŪ][\w'’-]+(?: (?:de |van |von )?[A-ZĀĒĪŌŪ][\w'’-]+)+")
_TITLES_WORDS = (
    "colonel brigadier general major captain commander commodore inspector superintendent lieutenant sergeant corporal"
    " private admiral sir dame warrant mr ms mrs professor dr"
)
_TITLES = frozenset(_TITLES_WORDS.split())
_RELATIONS = re.compile(
    r"\b(?:after|before|followed|next|replaced|took over|succeeded|second|third|last|first|each|every|average|exactly"
    r"|exact|per|other|another|else|most|youngest|oldest|biggest|worst|wrote|still)\b"
)
#: The type that a statement must hold for a question of each type.
NEEDS = {
    "name_of_person": "person",
    "person": "person",
    "share": "share",
    "money": "money",
    "date": "date",
    "count": "number",
    "measure": "number",
}


def types_asked(question: str) -> list[str]:
    """The types of answer that a question asks for, the main one first."""
    lowered = question.lower()
    return [name for name, pattern in _ASKED.items() if pattern.search(lowered)]


def thing_counted(question: str) -> str | None:
    """What is counted: "requests" in "how many OIA requests does it get", if it is more than people."""
    return _thing(_COUNTED, question)


def thing_picked(question: str) -> str | None:
    """What is picked or named: "rifle" in "which rifle did they carry"."""
    return _thing(_PICKED, question)


def _thing(pattern: re.Pattern[str], question: str) -> str | None:
    """The last word before the verb or preposition; none where neither follows, since "what suits us" picks nothing."""
    match = pattern.search(question.lower())
    words: list[str] = []
    for word in match.group(1).split() if match else ():
        if word in _ENDS:
            return words[-1] if words else None
        if word in _OBJECTS:
            return None
        if word in _DETERMINERS and words:  # after the verb: "which airline flew the police"
            return words[0]
        if word not in _PLAIN:
            words.append(word)
    at_the_end = match is not None and not question[match.end() :].strip(" ?!.,")
    return words[-1] if words and at_the_end else None


def ordinary_words(statements: Iterable[str], names: Iterable[str]) -> frozenset[str]:
    """Words that are no part of a person's name: those that stand in lower case, and those of other names."""
    lower = (word for statement in statements for word in _LOWER_CASE.findall(statement))
    return frozenset(lower) | frozenset(word for name in names for word in name.lower().split())


def types_held(statement: str, ordinary: Collection[str]) -> frozenset[str]:
    """The types of answer that a statement holds; ``ordinary`` words, in lower case, are no part of a person's name."""
    undated = _DATES.sub(" ", statement)
    words = set(re.findall(r"[a-z]+", undated.lower()))
    found = {
        "number": bool(re.search(r"\d", undated)) or not words.isdisjoint(_NUMBER_WORDS),
        "date": bool(_DATE.search(statement)),
        "money": bool(_MONEY.search(statement)),
        "share": bool(_SHARE.search(statement)),
        "person": any(_is_person(name, ordinary) for name in _CAPITALS.findall(statement)),
    }
    return frozenset(name for name, holds in found.items() if holds)


def _is_person(name: str, ordinary: Collection[str]) -> bool:
    words = name.split()
    own = [word for word in words if word.lower() not in ordinary and not word.isupper()]
    titled = any(word.lower() in _TITLES for word in words)
    return len(own) >= (1 if titled else 2)


def numbers_in(text: str) -> frozenset[str]:
    """Figures and number words of a text, without separators."""
    figures = (figure.replace(",", "") for figure in re.findall(r"\d[\d,]*", text))
    return frozenset(figures) | (frozenset(re.findall(r"[a-z]+", text.lower())) & _NUMBER_WORDS)


def relations_in(text: str) -> frozenset[str]:
    """Words that single one out of several, or relate it to another: "after", "second", "average"."""
    return frozenset(_RELATIONS.findall(text.lower()))


def names_in(text: str) -> frozenset[str]:
    """Capitalised words within a sentence, folded to lower case, but for our own name."""
    found = re.findall(r"(?<=[\w,] )[A-ZĀĒĪŌŪ][\w'’-]+", text)
    return frozenset(word.lower() for word in found) - _PLAIN
