"""A clause with everything the conversation adds to it, and the kinds of question that lists belong to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.answers.answer import Subject
from assistant.answers.filters import Filters
from assistant.answers.question import Clause

LIST_KINDS = frozenset({"operations_list", "operations_count", "operations_extreme", "operations_year"})


@dataclass(frozen=True)
class Settled:
    """What a clause asks: its kind, about what, restricted to what.

    ``among`` are the operations it picks from, which stay to be picked from.
    """

    clause: Clause
    subjects: tuple[Subject, ...] = ()
    doubtful: tuple[Subject, ...] = ()
    echo: tuple[Subject, ...] = ()
    filters: Filters = field(default_factory=Filters)
    among: tuple[Subject, ...] = ()

    @property
    def named(self) -> bool:
        """Whether the clause names something itself, even if it is not clear what."""
        return bool(self.subjects or self.doubtful)

    def asked_as(self, kind: str, *subjects: Subject) -> Settled:
        """The same as another kind of question, about other subjects where some are given."""
        return replace(self, clause=self.clause.as_kind(kind), subjects=subjects or self.subjects)
