"""EDTF dates in and plain words out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge import dates


@pytest.mark.parametrize(
    ("text", "plain", "when"),
    [
        ("2003", "2003", "in 2003"),
        ("2003-07", "July 2003", "in July 2003"),
        ("2003-07-24", "24 July 2003", "on 24 July 2003"),
        ("2016~", "about 2016", "in about 2016"),
        ("1984?", "perhaps 1984", "in perhaps 1984"),
        ("2009-11/2014-08", "November 2009 to August 2014", "from November 2009 to August 2014"),
        ("2015-05/2016~", "May 2015 to about 2016", "from May 2015 to about 2016"),
        ("2003/..", "2003 onwards", "2003 onwards"),
        ("../1999-12", "until December 1999", "until December 1999"),
    ],
)
def test_dates_in_plain_words(text: str, plain: str, when: str) -> None:
    assert dates.plain(text) == plain
    assert dates.when(text) == when


@pytest.mark.parametrize(
    "text", ["", "soon", "2003-7", "2003-13", "2003-02-30", "24 July 2003", "2014/2009", "../..", "2003 ", "03"]
)
def test_what_is_no_date(text: str) -> None:
    assert not dates.is_date(text)
    with pytest.raises(dates.DateError):
        dates.parse(text)


def test_the_days_that_a_date_can_mean() -> None:
    assert (dates.earliest("2003"), dates.latest("2003")) == (date(2003, 1, 1), date(2003, 12, 31))
    assert (dates.earliest("2004-02"), dates.latest("2004-02")) == (date(2004, 2, 1), date(2004, 2, 29))
    assert (dates.earliest("../2004"), dates.latest("2004/..")) == (date.min, date.max)


def test_order_and_overlap() -> None:
    assert dates.certainly_before("2003-06", "2003-07")
    assert not dates.certainly_before("2003", "2003-07")
    assert dates.overlaps("1999/2002", date(2001, 1, 1), date(2001, 12, 31))
    assert not dates.overlaps("1999/2000", date(2001, 1, 1), date(2001, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2003-07", "2017-06", "about 14 years"),
        ("2006-11-18", "2006-12-02", "14 days"),
        ("1999-09-20", "2000-02-23", "about 5 months"),
        ("2012-05", "2012-08", "about 3 months"),
        ("1999", "1999", "less than a year"),
        ("1964", "1967", "about 3 years"),
        ("2018-03", "2019-03", "about 1 year"),
    ],
)
def test_how_long(start: str, end: str, words: str) -> None:
    assert dates.duration(start, end) == words


def test_an_open_interval_has_no_length() -> None:
    with pytest.raises(dates.DateError):
        dates.duration("2003", "2004/..")


@given(st.dates(), st.sampled_from(["", "~", "?", "%"]))
def test_any_day_is_read_as_itself(day: date, mark: str) -> None:
    text = day.isoformat()
    assert dates.earliest(text + mark) == dates.latest(text + mark) == day
    assert dates.year(text) == day.year
