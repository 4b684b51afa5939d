"""Asking the answers layer by hand: a clause as the classifier would give it, on the real knowledge base."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from functools import lru_cache

from assistant.answers.answer import Answer
from assistant.answers.context import Context
from assistant.answers.engine import Engine
from assistant.answers.question import Clause, Name, Question
from assistant.answers.wording import Wording
from assistant.knowledge.loader import load
from assistant.settings import ROOT

#: The day on which the tests are played; mandates to 30 September 2026 have run out by then.
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=timezone.utc)


@lru_cache(maxsize=1)
def engine() -> Engine:
    """One engine on the real knowledge base and the real wording."""
    return Engine(load(ROOT / "data" / "knowledge"), Wording.from_domain(ROOT / "domain.yml"))


def name(kind: str, record: str, text: str = "", at: int = 0, confidence: float = 1.0) -> Name:
    """A linked name."""
    return Name(kind, record, text or record, at, at + len(text or record), confidence)


def clause(kind: str, text: str, *names: Name, **more: object) -> Clause:
    """A clause of one kind, sure unless said otherwise."""
    placed = tuple(_placed(item, text) for item in names)
    return Clause(text=text, kind=kind, names=placed, **{"confidence": 0.95, **more})  # type: ignore[arg-type]


def _placed(item: Name, text: str) -> Name:
    """The name where it stands in the text, if it does."""
    at = text.lower().find(item.text.lower())
    return item if at < 0 else replace(item, start=at, end=at + len(item.text))


@dataclass
class Talk:
    """A conversation with the answers layer."""

    context: Context = field(default_factory=Context)
    now: datetime = NOW

    def ask(self, *clauses: Clause) -> Answer:
        """Put a question of one or more clauses."""
        text = " ".join(item.text for item in clauses)
        answer, self.context = engine().answer(Question(text, clauses), self.context, self.now)
        return answer


def ask(kind: str, text: str, *names: Name, **more: object) -> Answer:
    """One question in a conversation of its own."""
    return Talk().ask(clause(kind, text, *names, **more))


RAMSI = name("operation", "ramsi", "RAMSI")
UNTSO = name("operation", "untso", "UNTSO")
INTERFET = name("operation", "interfet", "INTERFET")
TIMOR = name("place", "TL", "Timor-Leste")
SOLOMONS = name("place", "SB", "Solomon Islands")
PERU = name("place", "PE", "Peru")
