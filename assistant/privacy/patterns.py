"""What personal details look like as New Zealanders type them.

Each detail is a regular expression whose group ``v`` is the value, and, where the value alone could be something
innocent, a check on it. Words that announce a detail ("my IRD number is") stand in for the check digit, so that a
mistyped number is masked too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.privacy.checks import is_day, is_ird, is_luhn, is_nhi


@dataclass(frozen=True)
class Detail:
    """One way a kind of personal detail is written."""

    kind: str
    pattern: re.Pattern[str]
    accept: Callable[[str], bool] = lambda value: True
    score: float = 0.8


def _digits(value: str) -> str:
    return re.sub(r"\D", "", value)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _card(value: str) -> bool:
    digits = _digits(value)
    return (
        13 <= len(digits) <= 19
        and digits[0] in "23456"
        and (is_luhn(digits) or bool(re.search(r"\d{4}[ -]\d{4}[ -]", value)))
    )


def _long_number(value: str) -> bool:
    return not (len(value) == 8 and is_day(value))


def _nhi(value: str) -> bool:
    innocent = re.match(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|res|scr|doc|pko)\d", value, re.IGNORECASE)
    return innocent is None and is_nhi(value)


_START, _END = r"(?<![\w/.,$-])", r"(?![\w/]|[.,-]\d)"
_SAYS = (
    r"(?:\W+(?:number|no|num|nr|account|acct|details?|id|code|is|was|it|its|it's|s|of|the|my|here|to|a|as|under|for)"
    r"\b\.?)*\W*"
)
_SEP = r"[ .\-]{0,3}"

EMAILS = (
    Detail("email", _compile(r"(?P<v>[\w.+%'-]+@[a-z0-9āēīōū](?:[\w-]*\.)+[a-z]{2,24})"), score=1.0),
    Detail(
        "email",
        _compile(
            r"(?P<v>[\w.+-]+(?:\s+dot\s+[\w-]+)*\s*(?:\(at\)|\[at\]|\{at\}|\bat\b)\s*[\w-]+"
            r"(?:\s*(?:\(dot\)|\[dot\]|\{dot\}|\bdot\b)\s*"
            r"(?:com?|net|org|me|io|nz|uk|au|edu|govt?|ac|school|info|mil|kiwi)\b)+)"
        ),
    ),
    Detail("email", _compile(r"(?P<v>[\w.+-]+\s*(?:\(at\)|\[at\]|\{at\}|\s@\s|@\s|\s@)\s*[\w-]+(?:\.[a-z]{2,})+)")),
)

PHONES = (
    Detail(
        "phone",
        _compile(
            r"(?<![\w+])(?P<v>(?:\+|00?)\s?64" + _SEP + r"(?:\(0\)\s?|0)?\(?\d(?:" + _SEP + r"\)?\(?\d){6,9})(?!\d)"
        ),
        score=0.9,
    ),
    Detail(
        "phone",
        _compile(r"(?<![\w+.,/-])(?P<v>\(?0[34679]\)?" + _SEP + r"\d(?:" + _SEP + r"\d){6})(?![\w/]|[.,-]\d)"),
        score=0.85,
    ),
    Detail(
        "phone",
        _compile(r"(?<![\w+.,/-])(?P<v>\(?02\d?\)?" + _SEP + r"\d(?:" + _SEP + r"\d){5,8})(?![\w/]|[.,-]\d)"),
        score=0.85,
    ),
    Detail(
        "phone",
        _compile(r"(?<![\w+.,/-])(?P<v>0(?:800|508|900)" + _SEP + r"\d(?:" + _SEP + r"\d){4,7})(?![\w/])"),
        score=0.85,
    ),
    Detail(
        "phone", _compile(r"(?<![\w+.,/-])(?P<v>0(?:800|508)[ -](?-i:(?=[A-Z0-9]*[A-Z])[A-Z0-9]{4,8}))\b"), score=0.6
    ),
    Detail(
        "phone", _compile(r"(?<!\w)(?P<v>\+\d{1,3}" + _SEP + r"\(?\d(?:" + _SEP + r"\)?\(?\d){6,11})(?!\d)"), score=0.7
    ),
    Detail(
        "phone",
        _compile(
            r"\b(?:phone|ph|tel|telephone|mobile|mob|cell|cellphone|landline|fax|whatsapp|txt"
            r"|(?:call|ring|text|txt|reach) me)\b"
            r"(?:\W+(?:number|no|num|on|at|is|me|back|my|s|please)\b)*\W*(?P<v>\(?\d(?:" + _SEP + r"\)?\d){5,11})(?!\d)"
        ),
    ),
)

IDENTITIES = (
    Detail(
        "ird",
        _compile(
            r"\b(?:ird|ir|inland revenue|tax|tin)(?:'s)?(?![a-z])" + _SAYS + r"(?P<v>\d{2,3}[ -]?\d{3}[ -]?\d{3})(?!\d)"
        ),
        score=0.95,
    ),
    Detail(
        "ird", _compile(_START + r"(?P<v>\d{2,3}[ -]\d{3}[ -]\d{3}|\d{8,9})" + _END), lambda v: is_ird(_digits(v)), 0.75
    ),
    Detail("ird", _compile(_START + r"(?P<v>\d{2,3}-\d{3}-\d{3})" + _END), score=0.7),
    Detail(
        "nhi",
        _compile(r"\bnhi(?:'s)?(?![a-z])" + _SAYS + r"(?P<v>[a-z]{3}[ -]?(?:\d{4}|\d{2}[ -]?[a-z]{2}))\b"),
        score=0.95,
    ),
    Detail("nhi", _compile(r"\b(?P<v>[a-hj-np-z]{3}(?:\d{4}|\d{2}[a-hj-np-z]{2}))\b"), _nhi, 0.7),
    Detail(
        "passport", _compile(r"\b(?P<v>[a-z]{2}[ -]?\d{6})" + _END), lambda v: v[:2].lower() not in {"no", "un"}, 0.75
    ),
    Detail(
        "passport",
        _compile(
            r"\b(?:passport|uruwhenua)\b(?:\W+\w+){0,3}?"
            + _SAYS
            + r"(?P<v>(?=[a-z0-9 ]*\d{4})[a-z]{0,2} ?\d{5,9}[a-z]?)\b"
        ),
        score=0.95,
    ),
)

ACCOUNTS = (
    Detail("card", _compile(_START + r"(?P<v>\d(?:[ -]?\d){12,18})(?!\d)"), _card, 0.9),
    Detail(
        "bank",
        _compile(_START + r"(?P<v>(?:0[1-9]|[123]\d|88)[ -]?\d{4}[ -]?\d{6,8}[ -]?\d{2,4}[a-z]?)(?!\w|-\d)"),
        lambda v: 14 <= len(_digits(v)) <= 17,
        0.85,
    ),
    Detail("bank", _compile(_START + r"(?P<v>\d{2}[ -]{1,3}\d{4}[ -]{1,3}\d{6,8}[ -]{1,3}\d{2,4})(?!\w)"), score=0.9),
    Detail(
        "bank",
        _compile(r"\b(?P<v>(?:[a-z]{2}\d{2})(?: ?[a-z0-9]{4}){3,7}(?: ?[a-z0-9]{1,3})?)\b"),
        lambda v: len(_digits(v)) >= 10,
        0.6,
    ),
    Detail("number", _compile(_START + r"(?P<v>\d{8,})" + _END), _long_number, 0.4),
)

DETAILS = EMAILS + PHONES + IDENTITIES + ACCOUNTS
