"""The days a report is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.tz import gettz  # type: ignore[import-untyped]

#: Days are New Zealand's: the assistant's readers live there. dateutil brings the rules along, a bare machine has none.
ZONE = gettz("Pacific/Auckland")


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date

    @property
    def start(self) -> float:
        """The first moment, in seconds since the epoch."""
        return _midnight(self.first)

    @property
    def end(self) -> float:
        """The first moment after it."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def days(self) -> list[date]:
        """Each day."""
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]


def last_days(number: int, today: date) -> Period:
    """So many days, today included."""
    return Period(today - timedelta(days=number - 1), today)


def day_of(seconds: float) -> date:
    """The day of a moment."""
    return datetime.fromtimestamp(seconds, ZONE).date()


def _midnight(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE).timestamp()
