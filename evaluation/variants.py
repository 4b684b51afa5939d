"""Rewrites a question the way hurried people type: lower case, no punctuation, typos. Always the same way."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_WORD = re.compile(r"\w+")


def _neighbours() -> dict[str, str]:
    near: dict[str, str] = {}
    for number, row in enumerate(_ROWS):
        for place, key in enumerate(row):
            beside = row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
            above = _ROWS[number - 1][place : place + 2] if number else ""
            near[key] = beside + above
    return near


_NEAR = _neighbours()


def lower_case(text: str, seed: str = "") -> str:
    """The text without capitals."""
    return text.lower()


def no_punctuation(text: str, seed: str = "") -> str:
    """The text without punctuation; apostrophes vanish, anything else becomes a space. Figures keep their points."""
    bare = re.sub(r"['’]", "", text)
    bare = re.sub(r"(?<!\d)[^\w\s]|[^\w\s](?!\d)", " ", bare)
    return " ".join(bare.split())


def typos(text: str, seed: str = "") -> str:
    """The text with one slip, or two where it has six or more words.

    A slip is a letter hit on the key beside it, left out, or swapped with the next one, in a word of five letters or
    more. The first letter stays, as it does in most real slips; digits, words with digits and acronyms are left alone,
    because there a slip asks another question.

    Args:
        text: the question.
        seed: what the slips depend on beside the text, for example the case's id.
    """
    chance = random.Random(f"{seed}|{text}")
    words = [match for match in _LONG_WORD.finditer(text) if not match.group().isupper() and _whole(text, match)]
    wanted = 2 if len(_WORD.findall(text)) >= 6 else 1
    chosen = chance.sample(words, min(wanted, len(words)))
    for match in sorted(chosen, key=lambda found: -found.start()):
        text = text[: match.start()] + _slip(match.group(), chance) + text[match.end() :]
    return text


def _whole(text: str, match: re.Match[str]) -> bool:
    around = text[max(match.start() - 1, 0) : match.end() + 1]
    return not any(character.isdigit() or character == "_" for character in around)


def _slip(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    kinds = ["near", "drop", "swap"]
    chance.shuffle(kinds)
    for kind in kinds:
        letter = word[place]
        if kind == "near" and letter.lower() in _NEAR:
            hit = chance.choice(_NEAR[letter.lower()])
            return word[:place] + (hit.upper() if letter.isupper() else hit) + word[place + 1 :]
        if kind == "drop":
            return word[:place] + word[place + 1 :]
        if kind == "swap" and letter != word[place + 1]:
            return word[:place] + word[place + 1] + letter + word[place + 2 :]
    return word


ORIGINAL = "original"
VARIANTS: dict[str, Callable[[str, str], str]] = {
    "lower case": lower_case,
    "no punctuation": no_punctuation,
    "typos": typos,
}
