"""Questions about the last answer: where it is from, how old it is, whether it is sure, and more of it."""

from __future__ import annotations

from assistant.answers.answer import Part
from assistant.answers.compose import as_of_words
from assistant.answers.inquiry import Inquiry
from assistant.knowledge.records import Fact

_SHOWN = 3


def answer_source(inquiry: Inquiry) -> Part:
    """The sources of the last answer."""
    sources = _sources(inquiry)
    if not sources:
        return _nothing_said(inquiry)
    lines = []
    for source_id in sources[:_SHOWN]:
        source = inquiry.kb.sources[source_id]
        lines.append(
            inquiry.say(
                "source_told",
                title=source.title,
                publisher=source.publisher,
                as_of=as_of_words(source, inquiry.wording),
                address=source.address or "",
            ).strip()
        )
    return _about(inquiry, (inquiry.say("sources_told"), *lines))


def answer_age(inquiry: Inquiry) -> Part:
    """The date of each source of the last answer, and whether a fact is due for review."""
    sources = _sources(inquiry)
    if not sources:
        return _nothing_said(inquiry)
    lines = [
        inquiry.say(
            "age_told",
            title=inquiry.kb.sources[source_id].title,
            publisher=inquiry.kb.sources[source_id].publisher,
            as_of=as_of_words(inquiry.kb.sources[source_id], inquiry.wording),
        )
        for source_id in sources[:_SHOWN]
    ]
    return _about(inquiry, (*lines, inquiry.say("age_check")))


def answer_certainty(inquiry: Inquiry) -> Part:
    """How sure: what it rests on, how many sources, and what is disputed."""
    facts = _facts(inquiry)
    sources = _sources(inquiry)
    if not sources:
        return _nothing_said(inquiry)
    weak = [source for source in sources if inquiry.kb.sources[source].reliability == "weak"]
    sentences = [
        inquiry.say("certainty", count=len(sources), sources=inquiry.wording.join(_titles(inquiry, sources[:_SHOWN])))
    ]
    if weak:
        sentences.append(inquiry.say("certainty_weak", sources=inquiry.wording.join(_titles(inquiry, weak[:_SHOWN]))))
    if any(fact.inference for fact in facts):
        sentences.append(inquiry.say("certainty_inference"))
    owners = {inquiry.kb.owner_of(fact.id).id: inquiry.kb.owner_of(fact.id) for fact in facts}
    disputes = [item.text for owner in owners.values() for item in getattr(owner, "disagreements", ())]
    sentences.extend(inquiry.say("caveat_disputed", text=text) for text in disputes[:2])
    sentences.append(inquiry.say("certainty_check"))
    return _about(inquiry, tuple(sentences))


def answer_more(inquiry: Inquiry) -> Part:
    """The facts that the last answer held back."""
    held_back = [fact_id for fact_id in inquiry.context.more if _exists(inquiry, fact_id)]
    if not held_back:
        if not inquiry.context.facts:
            return _nothing_said(inquiry)
        return Part(
            kind=inquiry.clause.kind,
            outcome="unknown",
            sentences=(inquiry.say("no_more"),),
            suggestions=inquiry.context.suggestions,
            keeps_context=True,
        )
    facts = tuple(inquiry.kb.fact(fact_id) for fact_id in held_back[:_SHOWN])
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=tuple(fact.statement for fact in facts),
        facts=facts,
        suggestions=inquiry.context.suggestions,
        subjects=inquiry.context.subjects,
        more=tuple(held_back[_SHOWN:]),
    )


def _about(inquiry: Inquiry, sentences: tuple[str, ...]) -> Part:
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=sentences[:1],
        items=sentences[1:],
        facts=tuple(_facts(inquiry)),
        sources=inquiry.context.sources,
        suggestions=inquiry.context.suggestions,
        keeps_context=True,
    )


def _nothing_said(inquiry: Inquiry) -> Part:
    return Part(inquiry.clause.kind, "clarify", (inquiry.say("nothing_said_yet"),), keeps_context=True)


def _exists(inquiry: Inquiry, fact_id: str) -> bool:
    try:
        inquiry.kb.fact(fact_id)
    except KeyError:
        return False
    return True


def _facts(inquiry: Inquiry) -> list[Fact]:
    """The facts of the last answer that the knowledge base still holds (it may have changed since)."""
    return [inquiry.kb.fact(fact_id) for fact_id in inquiry.context.facts if _exists(inquiry, fact_id)]


def _sources(inquiry: Inquiry) -> list[str]:
    return [source for source in inquiry.context.sources if source in inquiry.kb.sources]


def _titles(inquiry: Inquiry, sources: list[str]) -> list[str]:
    return [
        inquiry.say(
            "source_short", title=inquiry.kb.sources[source].title, publisher=inquiry.kb.sources[source].publisher
        )
        for source in sources
    ]
