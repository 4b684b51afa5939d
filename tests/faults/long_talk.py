"""What a turn costs late in a long conversation, beside what the same question costs early in a new one."""

from __future__ import annotations

import sqlite3
import statistics
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.channels.web_server import Visitor

TALK = ("When did RAMSI start?", "and when did it end?", "How many people served in RAMSI?", "who led it?")
# Which turn of a new conversation is compared.
EARLY = 5


@dataclass(frozen=True)
class Cost:
    """Medians, in seconds."""

    early: float
    late: float

    @property
    def ratio(self) -> float:
        """How many times the early one the late one costs."""
        return self.late / self.early

    def __str__(self) -> str:
        return f"turn {EARLY}: {self.early * 1000:.1f} ms, late: {self.late * 1000:.1f} ms, {self.ratio:.2f} times"


def say_something(visitor: Visitor, turns: int) -> None:
    """So many turns."""
    for turn in range(turns):
        assert visitor.ask(TALK[turn % len(TALK)])["state"] == "answered"


def compare(address: str, late: Visitor, pairs: int) -> Cost:
    """Asks the same in a new conversation and in the long one, in turn, so that both feel the same machine.

    Args:
        address: of the assistant.
        late: somebody who has said much already.
        pairs: how often.
    """
    taken: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(pairs):
        fresh = Visitor(address)
        fresh.start()
        say_something(fresh, EARLY - 1)
        for is_late, visitor in ((False, fresh), (True, late)):
            begun = time.perf_counter()
            visitor.ask(TALK[(EARLY - 1) % len(TALK)])
            taken[is_late].append(time.perf_counter() - begun)
        say_something(late, len(TALK) - 1)
    return Cost(statistics.median(taken[False]), statistics.median(taken[True]))


def lengthen(database: Path, session: str, times: int) -> int:
    """Copies what is on file of a conversation so many times behind it, as if it had been said; returns its turns.

    Args:
        database: the SQLite file, in use or not.
        session: of the web channel.
        times: how often.
    """
    sender = f"web-{session}-0"
    with closing(sqlite3.connect(database, timeout=30)) as opened, opened:
        said = opened.execute("SELECT count(*) FROM events WHERE sender_id = ?", [sender]).fetchone()[0]
        for copy in range(times):
            opened.execute(
                "INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data) SELECT sender_id,"
                " type_name, timestamp, intent_name, action_name, data FROM events WHERE sender_id = ? ORDER BY id "
                "LIMIT ?",
                [sender, said],
            )
            opened.execute(
                "INSERT INTO web_turns (session, round, id, asked, question, masked, state, answer) SELECT session, "
                "round, 'copy-' || ? || '-' || id, asked, question, masked, state, answer FROM web_turns "
                "WHERE session = ? AND id NOT LIKE 'copy-%'",
                [copy, session],
            )
        return int(opened.execute("SELECT count(*) FROM web_turns WHERE session = ?", [session]).fetchone()[0])
