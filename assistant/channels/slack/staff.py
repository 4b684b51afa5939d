"""What staff see of an answer beyond what the public needs: records, facts, disputes, review dates that have passed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.answers.wording import Wording
from assistant.channels.turn import Reply
from assistant.knowledge import dates
from assistant.knowledge.base import KnowledgeBase, Owner
from assistant.knowledge.records import Agency, Fact, Operation, Topic

FOLDER = "data/knowledge"
MOST_DISPUTES = 3
MOST_RECORDS = 5


def file_of(owner: Owner) -> str:
    """The knowledge file that holds a record."""
    if isinstance(owner, Operation):
        return f"{FOLDER}/operations/{owner.id}.yml"
    if isinstance(owner, Topic):
        return f"{FOLDER}/topics/{owner.id}.yml"
    return f"{FOLDER}/{'agencies' if isinstance(owner, Agency) else 'terms'}.yml"


def extras(reply: Reply, kb: KnowledgeBase, wording: Wording, today: date) -> list[str]:
    """Lines for staff, as plain text; none where the answer rests on no record."""
    known = [(kb.fact(each), kb.owner_of(each)) for each in reply.custom.get("facts") or () if _is_known(each, kb)]
    return [
        *_records(known, wording),
        *_disputes(known, wording, " ".join([reply.text, *map(str, reply.custom.get("caveats") or ())])),
        *_reviews([fact for fact, _ in known], wording, today),
    ]


def _is_known(fact: str, kb: KnowledgeBase) -> bool:
    try:
        kb.fact(fact)
    except KeyError:
        return False
    return True


def _records(known: Sequence[tuple[Fact, Owner]], wording: Wording) -> list[str]:
    files: dict[str, list[str]] = {}
    for fact, owner in known:
        files.setdefault(file_of(owner), []).append(fact.id)
    return [
        wording.say("slack_record", file=file, facts=", ".join(dict.fromkeys(facts)))
        for file, facts in list(files.items())[:MOST_RECORDS]
    ]


def _disputes(known: Sequence[tuple[Fact, Owner]], wording: Wording, told: str) -> list[str]:
    """Disputes on the fields that the answer speaks of, unless it tells them itself."""
    owners = {owner.id: owner for _, owner in known}
    fields = {fact.field for fact, _ in known}
    texts = [
        item.text
        for owner in owners.values()
        for item in getattr(owner, "disagreements", ())
        if (item.field is None or item.field in fields) and item.text not in told
    ]
    return [wording.say("slack_disputed", text=text) for text in list(dict.fromkeys(texts))[:MOST_DISPUTES]]


def _reviews(facts: Sequence[Fact], wording: Wording, today: date) -> list[str]:
    due: dict[str, list[str]] = {}
    for fact in facts:
        if fact.review_by and fact.review_by < today.isoformat():
            due.setdefault(fact.review_by, []).append(fact.id)
    return [
        wording.say("slack_review", facts=", ".join(dict.fromkeys(ids)), date=dates.plain(day))
        for day, ids in sorted(due.items())
    ]
