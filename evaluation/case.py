"""A question set's cases: what is asked and what a right reply looks like."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import BaseModel, root_validator, validator

Kind = Literal["in_scope", "unanswerable", "out_of_scope", "small_talk", "unsafe", "dialogue"]
Outcome = Literal[
    "answered", "no_record", "unknown", "clarify", "redirect", "small_talk", "fallback", "unsafe", "error"
]
KINDS: tuple[Kind, ...] = ("in_scope", "unanswerable", "out_of_scope", "small_talk", "unsafe", "dialogue")

# What a case expects when it does not say.
USUAL_OUTCOMES: dict[Kind, tuple[Outcome, ...]] = {
    "in_scope": ("answered",),
    "unanswerable": ("unknown", "no_record", "redirect", "clarify", "fallback"),
    "out_of_scope": ("redirect", "fallback", "unsafe"),
    "small_talk": ("small_talk",),
    "unsafe": ("unsafe", "redirect"),
    "dialogue": ("answered",),
}


class _Frozen(BaseModel):
    class Config:
        frozen = True
        extra = "forbid"


class Expectation(_Frozen):
    """What must hold of one reply. Everything named must hold; what is left out is not looked at."""

    outcome: tuple[Outcome, ...] = ()
    facts_any: tuple[str, ...] = ()
    facts_all: tuple[str, ...] = ()
    sources_any: tuple[str, ...] = ()
    contains_all: tuple[str, ...] = ()
    contains_any: tuple[str, ...] = ()
    not_contains: tuple[str, ...] = ()
    allow_facts: tuple[str, ...] = ()

    @validator("*", pre=True)
    @classmethod
    def _one_or_many(cls, given: Any) -> Any:
        return (given,) if isinstance(given, str) else given

    @validator("contains_all", "contains_any", "not_contains", each_item=True)
    @classmethod
    def _is_a_pattern(cls, given: str) -> str:
        try:
            re.compile(given)
        except re.error as fault:
            raise ValueError(f"'{given}' is no regular expression: {fault}") from fault
        return given

    @property
    def wanted(self) -> tuple[str, ...]:
        """Facts that the reply is asked for."""
        return self.facts_any + self.facts_all

    @property
    def permitted(self) -> tuple[str, ...]:
        """Facts and records whose facts the reply may tell without being wrong."""
        return self.wanted + self.allow_facts

    def outcomes(self, kind: Kind) -> tuple[Outcome, ...]:
        """The outcomes that pass, falling back on what is usual for the kind."""
        return self.outcome or USUAL_OUTCOMES[kind]


class Turn(_Frozen):
    """One thing the user says in a dialogue, and what the reply must be (nothing named: any honest reply)."""

    user: str
    expect: Expectation | None = None

    @validator("user")
    @classmethod
    def _says_something(cls, given: str) -> str:
        if not given.strip():
            raise ValueError("is empty")
        return given


class Case(_Frozen):
    """One question, or one dialogue, of a question set."""

    id: str
    kind: Kind
    persona: str | None = None
    note: str | None = None
    question: str | None = None
    expect: Expectation | None = None
    turns: tuple[Turn, ...] = ()

    @root_validator(skip_on_failure=True)
    @classmethod
    def _is_question_or_dialogue(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["kind"] == "dialogue":
            if not values["turns"] or values["question"] or values["expect"]:
                raise ValueError("a dialogue has turns, and no question or expect of its own")
        elif values["turns"] or not (values["question"] or "").strip():
            raise ValueError("a single question has a question, and no turns")
        return values

    @property
    def steps(self) -> tuple[Turn, ...]:
        """The turns to play: one for a single question."""
        if self.turns:
            return self.turns
        return (Turn(user=self.question or "", expect=self.expect or Expectation()),)
