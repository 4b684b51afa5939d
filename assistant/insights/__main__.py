"""``make insights``: writes the report on a period as one HTML file."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from datetime import date, datetime
from pathlib import Path

from assistant.settings import ROOT, from_environment


def main(arguments: list[str] | None = None) -> int:
    """Writes the report and says where."""
    parser = argparse.ArgumentParser(prog="python -m assistant.insights", description=__doc__)
    parser.add_argument("--days", type=int, default=30, help="so many days up to today (default: 30)")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, help="first day, YYYY-MM-DD")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, help="last day (default: today)")
    parser.add_argument("--out", type=Path, default=ROOT / ".run" / "insights.html", help="the file")
    given = parser.parse_args(arguments)
    settings = from_environment()
    os.environ.update(settings.environment())
    # what the libraries below have to say of each other is no news here; they reset the filters, so it goes to a log
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)

    from assistant.insights.figures import gather
    from assistant.insights.period import ZONE, Period, last_days
    from assistant.insights.report import page
    from assistant.knowledge.loader import load
    from assistant.privacy import masker
    from assistant.retention import open_database

    today = datetime.now(ZONE).date()
    last = given.last or today
    period = Period(given.first, last) if given.first else last_days(given.days, last)
    if period.first > period.last:
        print(f"error: the first day {period.first} lies after the last day {period.last}", file=sys.stderr)
        return 1
    kb = load(settings.knowledge)
    database = open_database(settings)
    figures = database.run_now(lambda connection: gather(connection, period, kb, today))
    database.close()
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.touch(mode=0o600)
    given.out.write_text(page(figures, kb.version, today, lambda text: masker().mask(text).text), encoding="utf-8")
    print(f"{figures.questions} questions from {period.first} to {period.last}: {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
