"""A name for what a conversation was about, to be put before a question that names nothing itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

#: Answers about a policy or a word: their facts, not the operations talked of before, say what it was about.
_OF_POLICY = ("policy_", "define_term", "term_difference", "told_aspect", "un_contributions")


class TalkedAbout:
    """Names of records, by the ids that the slot ``context`` holds."""

    def __init__(
        self, names: Mapping[str, str], owners: Mapping[str, str], within: Mapping[str, Collection[str]] | None = None
    ) -> None:
        """``names`` by the ids of records; ``owners``: ids of records by the ids of their facts.

        ``within``: the ids of the operations that are parts of an operation, or were in a place.
        """
        self._names = names
        self._owners = owners
        self._within = within or {}

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
        within: dict[str, list[str]] = {}
        for operation in base.operations.values():
            for wider in (operation.part_of, *operation.countries, *operation.about_countries):
                if wider:
                    within.setdefault(wider, []).append(operation.id)
        return cls(names, owners, within)

    def facts(self, context: object) -> frozenset[str]:
        """The ids of all facts of the operations talked about, and of their parts; none after a policy or a word."""
        if not isinstance(context, Mapping) or self._topic(context) is not None:
            return frozenset()
        subjects: Any = context.get("subjects") or ()
        records = {id_ for _, id_ in subjects}
        records |= {part for id_ in records for part in self._within.get(id_, ())}
        return frozenset(fact for fact, owner in self._owners.items() if owner in records)

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
        if (topic := self._topic(context)) is not None:
            return self._names.get(topic)
        subjects: Any = context.get("subjects") or ()
        return next((self._names[id_] for _, id_ in subjects if id_ in self._names), None)

    def _topic(self, context: object) -> str | None:
        """The record of the policy or word told last; none where the last answer was about something else."""
        if not isinstance(context, Mapping):
            return None
        kind, facts = str(context.get("kind") or ""), context.get("facts") or ()
        return self._owners.get(str(facts[0]), "") if kind.startswith(_OF_POLICY) and facts else None
