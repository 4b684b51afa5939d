"""A name for what a conversation was about, to be put before a question that names nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

#: Answers about a policy or a word: their facts, not the operations talked of before, say what it was about.
_OF_POLICY = ("policy_", "define_term", "term_difference", "told_aspect", "un_contributions")


class TalkedAbout:
    """Names of records, by the ids that the slot ``context`` holds."""

    def __init__(self, names: Mapping[str, str], owners: Mapping[str, str]) -> None:
        """``names`` by the ids of records; ``owners``: ids of records by the ids of their facts."""
        self._names = names
        self._owners = owners

    @classmethod
    def read(cls, folder: Path | None) -> TalkedAbout:
        """The names in a knowledge folder, none without a folder.

        Raises:
            KnowledgeError: the knowledge base does not load.
        """
        if folder is None:
            return cls({}, {})
        from assistant.knowledge.loader import load

        base = load(folder)
        names = {operation.id: operation.short_name for operation in base.operations.values()}
        names |= {code: place.name for code, place in base.places.items()}
        names |= {topic.id: topic.title for topic in base.topics.values()}
        names |= {term.id: term.term for term in base.terms.values()}
        owners = {fact.id: owner.id for owner in base.owners() for fact in owner.facts}
        return cls(names, owners)

    @staticmethod
    def question_before(context: object) -> str | None:
        """The last question, where it was about a policy or a word and so says better than any name what is meant."""
        if not isinstance(context, Mapping) or not str(context.get("kind") or "").startswith(_OF_POLICY):
            return None
        return str(context.get("said") or "") or None

    def name(self, context: object) -> str | None:
        """What to put before a question; none at the beginning of a conversation."""
        if not isinstance(context, Mapping):
            return None
        kind, facts = str(context.get("kind") or ""), context.get("facts") or ()
        if kind.startswith(_OF_POLICY) and facts:
            return self._names.get(self._owners.get(str(facts[0]), ""))
        subjects: Any = context.get("subjects") or ()
        return next((self._names[id_] for _, id_ in subjects if id_ in self._names), None)
