"""Plays cases against the assistant and collects what came of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from evaluation.case import Case, Kind
from evaluation.client import Assistant
from evaluation.judge import Verdict, judge
from evaluation.reply import Reply
from evaluation.variants import ORIGINAL, VARIANTS

MOST_CONNECTIONS = 8


@dataclass(frozen=True)
class Played:
    """One case played in one variant: the replies and the verdict on each turn."""

    case: Case
    set_name: str
    variant: str
    replies: tuple[Reply, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def kind(self) -> Kind:
        """The kind of the case."""
        return self.case.kind

    @property
    def passed(self) -> bool:
        """Whether every turn passed."""
        return all(verdict.passed for verdict in self.verdicts)

    @property
    def wrong(self) -> bool:
        """Whether any turn asserted something wrong."""
        return any(verdict.wrong for verdict in self.verdicts)

    @property
    def stray(self) -> bool:
        """Whether any turn told a fact nobody asked for, even beside the right one."""
        return any(verdict.stray for verdict in self.verdicts)

    @property
    def fell_back(self) -> bool:
        """Whether any turn ended in the fallback."""
        return any(reply.outcome == "fallback" for reply in self.replies)

    @property
    def said(self) -> tuple[str, ...]:
        """What the user said, turn by turn."""
        return said_in(self.case, self.variant)

    @property
    def key(self) -> str:
        """Names case and variant in reports."""
        return self.case.id if self.variant == ORIGINAL else f"{self.case.id} ({self.variant})"


Task = tuple[str, Case, str]  # set name, case, variant


def tasks(set_name: str, cases: Iterable[Case], variants: bool = True) -> list[Task]:
    """Every case as written and in each variant that changes its wording."""
    found: list[Task] = []
    for case in cases:
        found.append((set_name, case, ORIGINAL))
        if variants:
            written = said_in(case, ORIGINAL)
            found += [(set_name, case, name) for name in VARIANTS if said_in(case, name) != written]
    return found


def said_in(case: Case, variant: str) -> tuple[str, ...]:
    """What the user says in a variant, turn by turn."""
    written = tuple(turn.user for turn in case.steps)
    return written if variant == ORIGINAL else tuple(VARIANTS[variant](text, case.id) for text in written)


class Runner:
    """Plays tasks over a bounded number of kept-alive connections, each conversation under a sender of its own."""

    def __init__(
        self,
        address: str,
        connections: int = 4,
        run_id: str | None = None,
        connect: Callable[[str], Assistant] = Assistant,
    ) -> None:
        self._address = address
        self._connect = connect
        self._connections = max(1, min(connections, MOST_CONNECTIONS))
        self._run_id = run_id or f"{time.time_ns():x}"
        self._own = threading.local()

    def play(
        self, todo: Sequence[Task], alone: bool = False, tell: Callable[[int], None] | None = None
    ) -> list[Played]:
        """Play all tasks, in order of the input.

        Args:
            todo: what to play.
            alone: over a single connection, so that the times are those of one user.
            tell: called with the number played so far.
        """
        results: list[Played] = []
        with ThreadPoolExecutor(1 if alone else self._connections) as pool:
            for played in pool.map(self._play, todo):
                results.append(played)
                if tell:
                    tell(len(results))
        return results

    def _play(self, task: Task) -> Played:
        set_name, case, variant = task
        assistant: Assistant | None = getattr(self._own, "assistant", None)
        if assistant is None:
            assistant = self._own.assistant = self._connect(self._address)
        sender = f"evaluation-{self._run_id}-{set_name}-{case.id}-{variant.replace(' ', '-')}"
        replies: list[Reply] = []
        verdicts: list[Verdict] = []
        for turn, message in zip(case.steps, said_in(case, variant), strict=True):
            reply = assistant.ask(sender, message)
            replies.append(reply)
            verdicts.append(judge(case.kind, turn, reply))
        return Played(case, set_name, variant, tuple(replies), tuple(verdicts))


def with_unchanged(played: Sequence[Played]) -> list[Played]:
    """Add the original's result for each variant that left a case as it was, so that all columns count alike."""
    have = {(item.set_name, item.case.id, item.variant) for item in played}
    added = [
        Played(item.case, item.set_name, name, item.replies, item.verdicts)
        for item in played
        if item.variant == ORIGINAL
        for name in VARIANTS
        if (item.set_name, item.case.id, name) not in have
    ]
    return [*played, *added]
