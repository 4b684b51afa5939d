"""Which of several operations a description means: "the 2006 one", "the one in Basra", "no, the engineers"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answers.ellipsis import FILLER, blank_attributes
from assistant.answers.filters import Filters, read_filters
from assistant.answers.question import Clause
from assistant.answers.select_operations import fits
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Operation

_HEAD = r"(?:ones?|mission|operation|deployment|team|force|part|thing|job|effort|group|bit|phase|stint)"
#: "the police one", "that 2006 mission", "2015 one"; the words before the head describe.
_BEFORE = re.compile(
    rf"\b(?:the|that|this|our)\s+(?P<words>(?:[\w'/-]+\s+){{1,4}}?){_HEAD}\b|(?P<year>(?:19|20)\d\d) one\b"
)
#: "the one in Basra", "the ones that began in 2003"; the words after the head describe.
_AFTER = re.compile(
    rf"\b(?:the|that|this) {_HEAD},? (?P<words>(?:in|from|of|with|for|led|run|about|around|at|on|under|that|which|where"
    r"|when|during|after|before|since|starting|beginning|involving|by)\b[^,;?]*)"
)
#: From here on it is said what is asked, not of which: "the monitors, when did they leave?", "what did they build?".
_ASKS = re.compile(r"\b(?:did|do|does|were|was|are|is|have|has|had|would|could) (?:they|it|we|he|she|nz|new zealand)\b")
_MOST_BARE = 5
_PLAIN_WORDS = (
    "one ones mission missions operation operations deployment deployments part thing things job bit phase"
    " stint began start started begun starting ended that which where when was were had has did happened took"
    " place went over there here year early late back around same other them those these we our us kiwi kiwis"
    " new zealand nz people involving involved involve involves by led run under during speak talk talking say"
    " said about means mainly mostly just only instead not you my me mine your his wanted want think thinking"
    " asking question both all each every any some police cops army nzdf navy soldiers defence biggest largest"
    " smallest longest shortest first second third last next latest earliest newest oldest bigger larger"
    " smaller longer shorter earlier later newer older most recent another whole entire total altogether"
    " itself themselves actually join joined joining leave left come came home get got stop stopped finish"
    " finished from name names called sent send too"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())
#: Words of many names: they count, but none is chosen by them alone.
_WEAK = frozenset(
    ["peace", "force", "forces", "team", "group", "international", "united", "nations", "national", "support", "people"]
)
_LONG = 5


@dataclass(frozen=True)
class Description:
    """What is said of the one that is meant: words, ids of places or operations, years and other restrictions."""

    words: tuple[str, ...]
    ids: frozenset[str]
    filters: Filters
    by_head: bool

    @property
    def empty(self) -> bool:
        """Whether nothing at all is said."""
        return not (self.words or self.ids) and self.filters.empty


def read_description(clause: Clause) -> Description | None:
    """The description in a clause: what stands with "the ... one", else the whole of a few words; none without."""
    text = clause.text.lower().replace("’", "'")
    # The head counts as well where it is a word of names: "the assistance force".
    spans = [match.span() for match in _BEFORE.finditer(text)] + [
        match.span("words") for match in _AFTER.finditer(text)
    ]
    for start, end in spans:
        found = _described(clause, text, start, end, by_head=True)
        if (not found.empty and set(found.words) - _WEAK | found.ids) or not found.filters.empty:
            return found
    asked = _ASKS.search(text)
    found = _described(clause, blank_attributes(text), 0, asked.start() if asked else len(text), by_head=False)
    return None if found.empty or len(found.words) > _MOST_BARE else found


def described(description: Description, pool: tuple[Operation, ...], kb: KnowledgeBase) -> tuple[Operation, ...]:
    """The operations of the pool that fit best; none where nothing fits, or all do."""
    for told in (False, True) if description.by_head else (False,):
        scores = {operation.id: _score(operation, description, kb, told) for operation in pool}
        best = max(scores.values(), default=0.0)
        if best > 0:
            chosen = tuple(operation for operation in pool if scores[operation.id] == best)
            return chosen if len(chosen) < len(pool) else ()
    return ()


def _described(clause: Clause, text: str, start: int, end: int, by_head: bool) -> Description:
    names = [name for name in clause.names if start <= name.start and name.end <= end]
    spans = [(name.start - start, name.end - start) for name in names if name.kind in ("place", "operation")]
    part = text[start:end]
    filters = read_filters(part if not re.fullmatch(r"\d{4}", part.strip()) else f"in {part}")
    ids = frozenset(name.id for name in names if name.kind in ("place", "operation"))
    return Description(_content(part, spans), ids, filters, by_head)


def _content(text: str, spans: list[tuple[int, int]] | tuple[()]) -> tuple[str, ...]:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " + text[end:]
    words = re.findall(r"[a-zāēīōū][\wāēīōū-]*", text)
    return tuple(word for word in words if len(word) > 2 and word not in _PLAIN and word not in FILLER and _says(word))


def _says(word: str) -> bool:
    """Whether a word is not one that a filter reads."""
    return read_filters(word).empty


def _score(operation: Operation, description: Description, kb: KnowledgeBase, told: bool) -> float:
    """How well an operation fits, 0 where something said does not fit it."""
    filters = description.filters
    score = 0.0
    if description.ids:
        about = {operation.id, operation.part_of or "", *operation.countries, *operation.about_countries}
        led = any(kb.places[id_].name in (operation.lead_detail or "") for id_ in description.ids if id_ in kb.places)
        if not (about & description.ids or led):
            return 0.0
        score += 2 if about & description.ids else 1
    if filters.since is not None or filters.until is not None:
        year = _of_year(operation, filters)
        if not year:
            return 0.0
        score += year
    rest = Filters(**{**filters.__dict__, "since": None, "until": None, "edge": None, "only_agency": False})
    if not rest.empty:
        named = [agency for agency in filters.agencies if agency in _vocabulary(operation)]
        if not named and not fits(operation, rest):
            return 0.0
        score += 2 if named else 1 + (set(operation.agencies) == set(filters.agencies)) * 0.5
    strong = [word for word in description.words if word not in _WEAK]
    weak = [word for word in description.words if word in _WEAK]
    vocabulary = _vocabulary(operation) | (_told(operation) if told else frozenset())
    called = [word for word in strong if _among(word, _names(operation))]
    matched = [word for word in strong if _among(word, vocabulary)]
    if strong and not matched:
        return 0.0
    if strong and not description.by_head and len(matched) < len(strong):
        return 0.0
    phrase = " ".join(description.words)
    score += len(description.words) > 1 and any(phrase in name.lower() for name in _called(operation))
    score += sum(_among(word, vocabulary) for word in weak) * (1.0 if strong else 0.5)
    return score + len(matched) + len(called)


def _of_year(operation: Operation, filters: Filters) -> float:
    """2 for one that began (or ended, where that is said) in the years, 1 for one that went on then."""
    began = Filters(since=filters.since, until=filters.until, edge=filters.edge or "start")
    if fits(operation, began):
        return 2.0
    return 1.0 if filters.edge is None and fits(operation, Filters(since=filters.since, until=filters.until)) else 0.0


def _called(operation: Operation) -> tuple[str, ...]:
    return (operation.name, operation.short_name, *operation.aliases)


def _names(operation: Operation) -> frozenset[str]:
    names = " ".join(_called(operation)).lower().replace("zealand", "")
    return frozenset(re.findall(r"[\wāēīōū]+", names))


def _vocabulary(operation: Operation) -> frozenset[str]:
    role = operation.role.value if operation.role else ""
    return _names(operation) | frozenset(re.findall(r"[\wāēīōū]+", role.lower()))


def _told(operation: Operation) -> frozenset[str]:
    return frozenset(re.findall(r"[\wāēīōū]+", " ".join(fact.statement for fact in operation.facts).lower()))


def _among(word: str, vocabulary: frozenset[str]) -> bool:
    stem = word[:_LONG] if len(word) > _LONG else word
    return any(other == word or (len(stem) >= _LONG - 1 and other.startswith(stem)) for other in vocabulary)
