"""Check digits of New Zealand identifiers and of payment cards.

Sources: Inland Revenue, "Non-resident withholding taxes: IRD number validation"; HISO 10046 (NHI numbers); ISO/IEC 7812
(Luhn).
"""

from __future__ import annotations

_NHI_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # no I, no O
_IRD_FIRST = (3, 2, 7, 6, 5, 4, 3, 2)
_IRD_SECOND = (7, 4, 3, 2, 5, 2, 7, 6)


def is_ird(digits: str) -> bool:
    """Whether eight or nine digits form an IRD number in the issued range with the right check digit."""
    if len(digits) not in (8, 9) or not 10_000_000 < int(digits) < 200_000_000:
        return False
    padded, check = digits.zfill(9)[:8], int(digits[-1])
    for weights in (_IRD_FIRST, _IRD_SECOND):
        rest = sum(int(d) * w for d, w in zip(padded, weights, strict=True)) % 11
        expected = 0 if rest == 0 else 11 - rest
        if expected < 10:
            return expected == check
    return False


def is_nhi(text: str) -> bool:
    """Whether seven characters form an NHI number, of the old form (ABC1235) or the new one (ABC12DV)."""
    text = text.upper()
    if len(text) != 7 or any(c not in _NHI_LETTERS for c in text[:3]) or not text[3:5].isdigit():
        return False
    values = [
        _NHI_LETTERS.index(c) + 1 if c.isalpha() and c in _NHI_LETTERS else int(c) if c.isdigit() else 0 for c in text
    ]
    total = sum(value * weight for value, weight in zip(values[:6], (7, 6, 5, 4, 3, 2), strict=True))
    if text[5:].isdigit():
        rest = total % 11
        return rest != 0 and (11 - rest) % 10 == int(text[6])
    if text[5:].isalpha() and all(c in _NHI_LETTERS for c in text[5:]):
        return _NHI_LETTERS[24 - total % 24 - 1] == text[6]
    return False


def is_luhn(digits: str) -> bool:
    """Whether the digits pass the Luhn check of payment cards."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_day(digits: str) -> bool:
    """Whether eight digits read as a calendar day, year first or year last: 20030724, 24072003."""
    for year, month, day in ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2])):
        if 1900 <= int(year) <= 2100 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            return True
    return False
