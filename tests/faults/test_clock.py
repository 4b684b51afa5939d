"""A clock that is set wrong while the assistant runs: it answers, says no wrong "now", loses nothing, and tells."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.channels.web_server import Visitor
from tests.e2e.conftest import say
from tests.e2e.running import Assistant, running

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
__all__ = ["say"]


class Hand:
    """Sets the clock of one assistant, by a file that is read at each look at the clock."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.to(0)

    def to(self, days: int) -> None:
        """So many days from the real time."""
        new = self.file.with_suffix(".new")
        new.write_text(str(days * 24 * 3600))
        new.replace(self.file)


@pytest.fixture(scope="module")
def hand(tmp_path_factory: pytest.TempPathFactory) -> Hand:
    return Hand(tmp_path_factory.mktemp("clock") / "offset")


@pytest.fixture(scope="module")
def timed(hand: Hand, tmp_path_factory: pytest.TempPathFactory, say: Callable[[str], None]) -> Iterator[Assistant]:
    wrong = {"WRONG_CLOCK": str(hand.file), "PYTHONPATH": str(Path(__file__).parent / "wrong_clock")}
    with running(tmp_path_factory.mktemp("timed"), say, **wrong) as started:
        yield started


def warnings(assistant: Assistant) -> str:
    status, body = assistant.health()
    assert status == 200, body
    return str(body["warnings"])


@pytest.mark.parametrize(("days", "words"), [(4000, "forward by 4000 days"), (-4000, "which cannot be")])
def test_a_wrong_clock(timed: Assistant, hand: Hand, days: int, words: str) -> None:
    visitor = Visitor(timed.address)
    visitor.start()
    sender = f"talker {days}"
    visitor.ask("When did RAMSI start?")
    timed.ask("When did RAMSI start?", sender)
    hand.to(days)
    try:
        assert timed.wait_for(lambda: words in warnings(timed), 10)
        # after a step "it" is asked for rather than guessed, and whole questions are answered
        assert timed.ask("and when did it end?", sender).outcome in ("clarify", "answered")
        assert "2003" in timed.ask("When did RAMSI start?", sender).text
        assert "2017" in timed.ask("and when did it end?", sender).text, "turns since the step are remembered"
        assert "Mali now" not in timed.ask("Is New Zealand in Mali now?").text
        # a session of the web ends, as one that is too old does, and the next is as good
        assert visitor.send("and when did it end?").status_code == 401
        fresh = Visitor(timed.address)
        fresh.start()
        assert "2003" in fresh.ask("When did RAMSI start?")["answer"]["text"]
    finally:
        hand.to(0)
    assert timed.wait_for(lambda: "The clock was set" in warnings(timed), 10)
    assert timed.ask("and when did it end?", sender).outcome in ("clarify", "answered")
    with closing(sqlite3.connect(timed.log.with_name("conversations.db"))) as opened:
        assert opened.execute("SELECT count(*) FROM web_turns").fetchone()[0] >= 2, "nothing was removed"
    assert "The clock was set" in timed.log.read_text()
