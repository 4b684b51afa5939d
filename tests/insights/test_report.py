"""``make insights``: right figures, on SQLite and PostgreSQL, in one page that fetches nothing and is safe to open."""

from __future__ import annotations

import re
import time
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from assistant.insights import __main__ as command
from assistant.insights import charts
from assistant.insights.figures import gather, most_asked, percentile
from assistant.insights.period import ZONE, Period, day_of, last_days
from assistant.insights.turns import Asked
from assistant.knowledge.loader import load
from assistant.settings import ROOT
from assistant.store import voices
from assistant.store.database import Database
from assistant.store.records import Feedback
from tests.store.filling import in_rasa, store_of

EVIL = "<script>alert(1)</script> when?"
DAY = 86400.0


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp()


async def filled(database: Database, endpoints: Path) -> None:
    """Seven questions in November, one before and one after."""
    store = store_of(endpoints)
    for number, (sender, question, channel, outcome, when) in enumerate(
        [
            ("web-a-0", "When did RAMSI start?", "web", "answered", "2026-11-01T00:00:01"),
            ("web-b-0", "when did ramsi start", "web", "answered", "2026-11-01T09:00:00"),
            ("slack-c", "When did RAMSI start?", "slack", "answered", "2026-11-02T09:00:00"),
            ("slack-c", "My secret plan?", "slack", "fallback", "2026-11-02T09:01:00"),
            ("rest-d", EVIL, "rest", "unknown", "2026-11-30T23:59:58"),
            ("rest-e", EVIL, "rest", "unknown", "2026-11-30T12:00:00"),
            ("web-f-0", "call me on 021 345 6789", "web", "answered", "2026-11-15T12:00:00"),
            ("web-f-0", "Before", "web", "answered", "2026-10-31T23:59:00"),
            ("web-g-0", "After", "web", "answered", "2026-12-01T00:00:01"),
        ]
    ):
        await in_rasa(store, sender, question, channel, outcome, at(when) + number / 1000)
    moment = at("2026-11-03T10:00:00")

    def voiced(connection: Connection) -> None:
        for verdict, message in (("up", "m1"), ("down", "m2")):
            given = Feedback("web", "a", message, verdict, EVIL, "answer", f"{EVIL} reason")  # type: ignore[arg-type]
            voices.keep_feedback(connection, given)
        voices.keep_unanswered(connection, "rest", EVIL, "unknown", None)
        connection.exec_driver_sql(f"UPDATE feedback SET given = {moment}")
        connection.exec_driver_sql(f"UPDATE unanswered_questions SET asked = {moment}")

    database.run_now(voiced)


async def test_figures_of_a_month(database: Database, endpoints: Path) -> None:
    await filled(database, endpoints)
    kb = load(ROOT / "data" / "knowledge")
    period = Period(date(2026, 11, 1), date(2026, 11, 30))
    found = database.run_now(lambda connection: gather(connection, period, kb, date(2030, 1, 1)))
    assert (found.questions, found.conversations) == (7, 6)
    assert {name: sum(values) for name, values in found.by_day.items()} == {"rest": 2, "slack": 2, "web": 3}
    assert found.by_day["web"][0] == 2
    assert found.by_day["rest"][29] == 2
    assert found.by_outcome == {"answered": 4, "unknown": 2, "fallback": 1}
    assert [(each.text, each.asked, each.conversations) for each in found.top] == [
        ("When did RAMSI start?", 3, 3),
        (EVIL, 2, 2),
    ]
    assert {name: sum(values) for name, values in found.verdicts.items()} == {"down": 1, "up": 1}
    assert sum(each.count for each in found.gaps) == 2
    assert found.seconds[0] == pytest.approx(0.05, abs=0.01)
    assert len(found.due) == len({name for _, name, _ in found.due}) > 0
    assert found.facts == sum(len(owner.facts) for owner in kb.owners())
    assert sum(found.told_of.values()) <= found.facts


class Page(HTMLParser):
    """What a browser would make of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [f"{name}={value}" for name, value in attrs if name in ("src", "href", "srcset", "data")]
        assert not [name for name, _ in attrs if name.startswith("on")]


async def test_the_page_holds_everything_and_fetches_nothing(
    database: Database,
    endpoints: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await filled(database, endpoints)
    monkeypatch.setenv("ENDPOINTS", str(endpoints))
    out = tmp_path / "new" / "report.html"
    assert command.main(["--from", "2026-11-01", "--to", "2026-11-30", "--out", str(out)]) == 0
    assert "7 questions from 2026-11-01 to 2026-11-30" in capsys.readouterr().out
    text = out.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert "script" not in page.tags
    assert page.addresses == []
    assert "url(" not in text
    assert "@import" not in text
    assert page.tags.count("svg") >= 5
    assert "&lt;script&gt;alert(1)&lt;/script&gt; when?" in text
    assert "When did RAMSI start?" in text
    for words in ("021 345 6789", "My secret plan?", "Before", "After"):
        assert words not in text, "personal, asked by one person only, or of another month"
    assert (out.stat().st_mode & 0o777) == 0o600


def test_nothing_asked_is_a_report_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DB", str(tmp_path / "conversations.db"))
    out = tmp_path / "report.html"
    assert command.main(["--days", "7", "--out", str(out)]) == 0
    assert "Nothing was asked." in out.read_text(encoding="utf-8")


def test_a_period_the_wrong_way_round_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--from", "2026-12-01", "--to", "2026-11-01"]) == 1
    assert "lies after" in capsys.readouterr().err


def test_days_are_new_zealands_also_where_the_clock_changes() -> None:
    assert day_of(datetime.fromisoformat("2026-11-23T11:00:00+00:00").timestamp()) == date(2026, 11, 24)
    change = Period(date(2026, 9, 27), date(2026, 9, 27))
    assert change.end - change.start == 23 * 3600
    week = last_days(7, date(2026, 11, 24))
    assert (week.first, len(week.days)) == (date(2026, 11, 18), 7)


def test_what_one_person_asks_again_and_again_is_not_shown() -> None:
    asked = [Asked(0.0, "web", "one", "Where does Hemi live?", "none", "fallback", None)] * 5
    assert most_asked(asked) == []


def test_percentiles() -> None:
    assert percentile([], 0.5) is None
    assert [percentile([1.0, 2.0, 3.0, 4.0], share) for share in (0.0, 0.5, 1.0)] == [1.0, 3.0, 4.0]


@pytest.mark.parametrize("name", ["<b>&\"'", "x" * 100])
def test_charts_escape_names_and_keep_proportions(name: str) -> None:
    drawn = charts.rows("Title", {name: 10, "half": 5, "none": 0})
    assert "<b>" not in drawn
    widths = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', drawn)]
    assert widths == [430.0, 215.0, 0.0]
    bars = charts.stacked("Title", ["1 Nov", "2 Nov"], {name: [1, 3], "other": [1, 0]})
    heights = [
        float(height) for height in re.findall(r'<rect [^>]*width="[\d.]+" height="([\d.]+)" fill="#\w+"><', bars)
    ]
    assert heights == [62.0, 186.0, 62.0]
    assert "<b>" not in bars


def test_a_hundred_thousand_events_take_seconds(tmp_path: Path) -> None:
    from sqlalchemy import text

    from assistant.insights import turns

    database = Database(f"sqlite:///{tmp_path / 'big.db'}")
    rows = [
        {"s": f"web-{number // 2 % 997}-0", "t": "user" if number % 2 == 0 else "bot", "at": 1000.0 + number}
        for number in range(100_000)
    ]
    data = '{"text": "When did RAMSI start?", "input_channel": "web", "data": {"custom": {"outcome": "answered"}}}'
    database.run_now(
        lambda connection: connection.exec_driver_sql(
            "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, type_name TEXT, timestamp REAL, data TEXT)"
        )
    )
    insert = f"INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (:s, :t, :at, '{data}')".replace(
        '": ', '"\\: '
    )
    database.run_now(lambda connection: connection.execute(text(insert), rows))
    started = time.monotonic()
    found = database.run_now(
        lambda connection: list(turns.read(connection, Period(date(1970, 1, 1), date(1970, 1, 10))))
    )
    assert len(found) == 50_000
    assert time.monotonic() - started < 20
    database.close()
