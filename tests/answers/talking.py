"""Conversations played by hand: what is said, with the names where they stand in it."""

from __future__ import annotations

from assistant.answers.answer import Answer
from assistant.answers.question import Clause
from tests.answers.asking import Talk, clause, name


def said(kind: str, text: str, names: dict[str, str] | None = None, **more: object) -> Clause:
    """A clause; ``names`` are the words of it that were linked, each with ``kind:record`` (several with spaces)."""
    linked = [
        name(record.split(":")[0], record.split(":")[1], words, text.lower().index(words.lower()))
        for words, records in (names or {}).items()
        for record in records.split()
    ]
    return clause(kind, text, *linked, **more)


class Played(Talk):
    """A conversation that keeps its last answer."""

    last: Answer

    def say(self, kind: str, text: str, names: dict[str, str] | None = None, **more: object) -> Answer:
        """Say one thing."""
        self.last = self.ask(said(kind, text, names, **more))
        return self.last

    def facts(self) -> set[str]:
        """The facts of the last answer."""
        return {fact.id for fact in self.last.facts}


R = {"RAMSI": "operation:ramsi"}
I = {"INTERFET": "operation:interfet"}  # noqa: E741
CMF = {"CMF": "operation:cmf_maritime operation:rhodesia_cmf"}
