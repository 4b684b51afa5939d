"""What the clients ask: thousands of different questions, so that nothing comes from a memory of the last time."""

from __future__ import annotations

import random
import threading
from collections.abc import Sequence

from assistant.knowledge.base import KnowledgeBase
from evaluation.loading import load_set
from evaluation.run import said_in, tasks
from evaluation.suite import suite_tasks

_ORDER = 20260601


def load_questions(kb: KnowledgeBase) -> list[str]:
    """Every question of the open set in every variant, and of the suite, once each, always in the same mixed order."""
    todo = [*tasks("open", load_set("open")), *suite_tasks(kb)]
    found = sorted({said for _, case, variant in todo for said in said_in(case, variant)})
    random.Random(_ORDER).shuffle(found)
    return found


class Supply:
    """Hands out questions one at a time to several threads, each question once until all have been asked."""

    def __init__(self, questions: Sequence[str]) -> None:
        self._questions = questions
        self._next = 0
        self._lock = threading.Lock()

    def take(self) -> str:
        """The next question."""
        with self._lock:
            question = self._questions[self._next % len(self._questions)]
            self._next += 1
        return question

    @property
    def rounds(self) -> float:
        """How often the questions have been gone through; above 1 some were asked twice."""
        return self._next / len(self._questions)
