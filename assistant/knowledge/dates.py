"""Dates as the knowledge files write them, and as people read them.

The files use a subset of EDTF, the Extended Date/Time Format of ISO 8601-2: a year, month or day (``2003``,
``2003-07``, ``2003-07-24``), each with an optional ``~`` (about), ``?`` (uncertain) or ``%`` (both), and an interval of
two of them (``2009-11/2014-08``), either end of which may be open (``..``). One regular expression reads the subset:
all records load in milliseconds, where a full EDTF grammar would take longer than the rest of the start together.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<mark>[~?%])?")
_WORDS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


class DateError(ValueError):
    """A text that is no date in the subset of EDTF used here."""


@dataclass(frozen=True)
class Point:
    """A year, a month or a day, with what is said about its certainty."""

    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def plain(self) -> str:
        """Plain words: ``24 July 2003``, ``July 2003``, ``about 2016``."""
        parts = [str(self.year)]
        if self.month:
            parts.insert(0, MONTHS[self.month - 1])
        if self.day:
            parts.insert(0, str(self.day))
        return _WORDS.get(self.mark, "") + " ".join(parts)


@dataclass(frozen=True)
class Edtf:
    """A date or an interval. An open end is None."""

    start: Point | None
    end: Point | None
    interval: bool = False

    @property
    def approximate(self) -> bool:
        """Whether any part of it is marked as about or uncertain."""
        return any(point is not None and point.mark for point in (self.start, self.end))


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """Read an EDTF date.

    Raises:
        DateError: the text is no date; the message says what is expected.
    """
    first, slash, second = text.partition("/")
    if not slash:
        point = _point(text)
        return Edtf(point, point)
    result = Edtf(_open_or_point(first), _open_or_point(second), interval=True)
    if result.start is None and result.end is None:
        raise DateError(f"'{text}' is an interval without any end")
    if result.start and result.end and result.start.earliest > result.end.latest:
        raise DateError(f"'{text}' ends before it starts")
    return result


def _open_or_point(text: str) -> Point | None:
    return None if text == ".." else _point(text)


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        form = "write 2003, 2003-07 or 2003-07-24, with ~ for 'about', or two of them with / between"
        raise DateError(f"'{text}' is no date: {form}")
    month, day = match["month"], match["day"]
    point = Point(int(match["year"]), int(month) if month else None, int(day) if day else None, match["mark"] or "")
    try:
        _ = point.earliest, point.latest
    except ValueError as error:
        raise DateError(f"'{text}' is no day of the calendar") from error
    return point


def is_date(text: str) -> bool:
    """Whether the text is a date of the subset."""
    try:
        parse(text)
    except DateError:
        return False
    return True


def plain(text: str) -> str:
    """An EDTF date in plain words, for running text: ``November 2009 to August 2014``."""
    value = parse(text)
    first = value.start.plain if value.start else ""
    last = value.end.plain if value.end else ""
    if not value.interval:
        return first
    if not first:
        return f"until {last}"
    return f"{first} to {last}" if last else f"{first} onwards"


def when(text: str) -> str:
    """The date with its preposition: ``on 24 July 2003``, ``in July 2003``, ``from 2009 to 2014``."""
    value = parse(text)
    words = plain(text)
    if value.interval:
        return f"from {words}" if value.start and value.end else words
    return f"on {words}" if value.start and value.start.day and not value.start.mark else f"in {words}"


def earliest(text: str) -> date:
    """The first day the date can mean (``date.min`` for an open beginning)."""
    start = parse(text).start
    return start.earliest if start else date.min


def latest(text: str) -> date:
    """The last day the date can mean (``date.max`` for an open end)."""
    end = parse(text).end
    return end.latest if end else date.max


def year(text: str) -> int:
    """The year in which the date begins."""
    return earliest(text).year


def certainly_before(one: str, other: str) -> bool:
    """Whether every day of the one lies before every day of the other."""
    return latest(one) < earliest(other)


def overlaps(text: str, first: date, last: date) -> bool:
    """Whether the date can fall within the days from first to last."""
    return earliest(text) <= last and latest(text) >= first


def months_between(start: str, end: str) -> int:
    """Months from the middle of the one date to the middle of the other, rounded: vague dates favour neither side.

    Raises:
        DateError: an open interval has no length.
    """
    first, last = parse(start).start, parse(end).end
    if first is None or last is None:
        raise DateError("an open interval has no length")
    return round((_middle(last) - _middle(first)).days / 30.44)


def _middle(point: Point) -> date:
    return point.earliest + timedelta(days=(point.latest - point.earliest).days // 2)


def duration(start: str, end: str) -> str:
    """How long it was from the one date to the other, in plain words and no more exact than the dates allow.

    Raises:
        DateError: an open interval has no length.
    """
    months = months_between(start, end)
    first, last = parse(start).start, parse(end).end
    known = [point for point in (first, last) if point]
    if all(point.day and not point.mark for point in known) and months < 3:
        days = (latest(end) - earliest(start)).days
        return _count(days, "day") if days < 22 else f"about {_count(round(days / 7), 'week')}"
    if months < 1:
        return "less than a year" if any(point.month is None for point in known) else "about a month"
    if months < 24 and months != 12 and all(point.month for point in known):
        return f"about {_count(months, 'month')}"
    return f"about {_count(max(1, round(months / 12)), 'year')}"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
