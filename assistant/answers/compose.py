"""Putting the parts of an answer together: running text, caveats, sources with dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from assistant.answers.answer import Answer, Cited, Outcome, Part
from assistant.answers.wording import Wording
from assistant.knowledge import dates
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Fact, Source

#: The undated page that the project began with; what it calls current is never told without that caveat.
MINISTRY_PAGE = "mfat-peace-support-operations"
MAX_SOURCES = 4
MAX_SUGGESTIONS = 3
_DATED_FIELDS = frozenset({"status", "personnel", "mandate_expiry", "summary", "policy"})
#: When parts differ, the reply as a whole is called after the first of these that occurs.
_OUTCOME_ORDER: tuple[Outcome, ...] = (
    "unsafe", "answered", "clarify", "no_record", "unknown", "redirect", "small_talk", "fallback", "error",
)  # fmt: skip


def as_of_words(source: Source, wording: Wording, fact: Fact | None = None) -> str:
    """The time a source (or a fact with a date of its own) speaks of, in plain words."""
    if fact is not None and fact.as_of:
        return wording.say("as_of_date", date=dates.plain(fact.as_of))
    if source.as_of_note:
        return source.as_of_note
    if source.as_of:
        return wording.say("as_of_date", date=dates.plain(source.as_of))
    return wording.say("as_of_undated")


def compose(parts: Sequence[Part], kb: KnowledgeBase, wording: Wording, today: date) -> Answer:
    """Make one answer of the parts."""
    cited = _cited(parts, kb, wording)
    facts = [fact for part in parts for fact in part.facts]
    told = " ".join(sentence for part in parts for sentence in part.sentences)
    caveats = tuple(dict.fromkeys([*(c for part in parts for c in part.caveats), *_caveats(facts, wording, today)]))
    caveats = tuple(caveat for caveat in caveats if caveat not in told)
    body = "\n\n".join(_text(part) for part in parts)
    blocks = [body, *caveats]
    if cited:
        blocks.append("\n".join(_source_line(item, wording) for item in cited[:MAX_SOURCES]))
    choices = tuple(dict.fromkeys(choice for part in parts for choice in part.choices))
    suggestions = tuple(dict.fromkeys(item for part in parts for item in part.suggestions))[:MAX_SUGGESTIONS]
    return Answer(
        text="\n\n".join(block for block in blocks if block),
        outcome=_outcome(parts),
        parts=tuple(parts),
        sources=cited,
        caveats=caveats,
        suggestions=() if choices else suggestions,
        choices=choices,
        body=body,
    )


def _text(part: Part) -> str:
    blocks = [" ".join(part.sentences)]
    if part.items:
        blocks.append("\n".join(f"- {item}" for item in part.items))
    if part.closing:
        blocks.append(" ".join(part.closing))
    return "\n".join(block for block in blocks if block)


def _cited(parts: Iterable[Part], kb: KnowledgeBase, wording: Wording) -> tuple[Cited, ...]:
    cited: dict[str, Cited] = {}
    facts = [fact for part in parts for fact in part.facts]
    for fact in facts:
        source = kb.sources[fact.source]
        cited.setdefault(source.id, Cited(source, as_of_words(source, wording, fact)))
    further = [source_id for part in parts for source_id in part.sources]
    for source_id in [*further, *(source_id for fact in facts for source_id in fact.also)]:
        source = kb.sources[source_id]
        cited.setdefault(source_id, Cited(source, as_of_words(source, wording)))
    return tuple(cited.values())


def _source_line(cited: Cited, wording: Wording) -> str:
    source = cited.source
    line = wording.say("source_line", title=source.title, publisher=source.publisher, as_of=cited.as_of)
    return f"{line} {source.address}" if source.address else line


def _caveats(facts: Sequence[Fact], wording: Wording, today: date) -> list[str]:
    caveats = []
    if any(fact.source == MINISTRY_PAGE and fact.field in _DATED_FIELDS for fact in facts):
        caveats.append(wording.say("caveat_ministry_page"))
    overdue = sorted(fact.review_by for fact in facts if fact.review_by and fact.review_by < today.isoformat())
    if overdue:
        caveats.append(wording.say("caveat_review", date=dates.plain(overdue[0])))
    return caveats


def _outcome(parts: Sequence[Part]) -> Outcome:
    outcomes = {part.outcome for part in parts}
    return next(outcome for outcome in _OUTCOME_ORDER if outcome in outcomes)
