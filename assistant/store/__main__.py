"""Reads the store out: ``python -m assistant.store feedback`` or ``unanswered``, as CSV on standard output."""

from __future__ import annotations

import argparse
import csv
import os
import sys
import time
from datetime import datetime, timezone
from typing import Any

from assistant.settings import from_environment
from assistant.store.database import Database, url_of
from assistant.store.retention import DAY
from assistant.store.voices import read_feedback, read_unanswered

READERS = {"feedback": read_feedback, "unanswered": read_unanswered}
TIMES = ("given", "asked")


def main(arguments: list[str] | None = None) -> int:
    """Writes the rows of the last days to standard output."""
    parser = argparse.ArgumentParser(prog="python -m assistant.store", description=__doc__)
    parser.add_argument("what", choices=sorted(READERS))
    parser.add_argument("--days", type=float, default=365.0, help="how far back (default: 365)")
    options = parser.parse_args(arguments)
    settings = from_environment()
    os.environ.update(settings.environment())
    url = url_of(settings.endpoints)
    if url is None:
        print(
            "endpoints.yml names no SQL database for the conversations, so nothing is kept beside them", file=sys.stderr
        )
        return 1
    database = Database(url)
    rows = database.run_now(lambda connection: READERS[options.what](connection, time.time() - options.days * DAY))
    database.close()
    write(rows)
    return 0


def write(rows: list[dict[str, Any]]) -> None:
    """Rows as CSV; a cell that a spreadsheet would run as a formula is made plain."""
    if not rows:
        print("nothing yet", file=sys.stderr)
        return
    writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]))
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(name, value) for name, value in row.items()})


def _cell(name: str, value: Any) -> Any:
    if name in TIMES:
        return datetime.fromtimestamp(value, timezone.utc).isoformat(timespec="seconds")
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, str) and value[:1] in "=+-@\t":
        return "'" + value
    return value


if __name__ == "__main__":
    raise SystemExit(main())
