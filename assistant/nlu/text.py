"""Text as the pipeline sees it: cleaned and bounded, and folded into pieces that names are compared by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

MAX_CHARACTERS = 1000

_APOSTROPHES = "'’‘ʻʼ`´"
_DOTTED = r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?"
_PIECE = re.compile(rf"{_DOTTED}|[^\W_]+|&")


def clean(text: str, limit: int = MAX_CHARACTERS) -> str:
    """Text without control characters, runs of blanks and leading slashes, cut at a word below ``limit`` characters.

    A leading slash is text and no command: Rasa would read ``/greet`` as an intent, whatever the pipeline found.
    """
    text = unicodedata.normalize("NFC", text[: limit * 4].replace("\ufeff", ""))
    text = "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Co", "Zl", "Zp") else char for char in text)
    text = " ".join(text.split()).lstrip("/ ")
    if len(text) <= limit:
        return text
    head = text[:limit]
    return head.rsplit(" ", 1)[0] if " " in head else head


@lru_cache(maxsize=4096)
def _fold_character(char: str) -> str:
    if char in _APOSTROPHES:
        return "'"
    base = unicodedata.normalize("NFKD", char)[0].casefold()
    return base[0] if base else char


def fold(text: str) -> str:
    """Lower case without macrons and other marks; the length stays the same, so offsets hold."""
    return "".join(map(_fold_character, text))


@dataclass(frozen=True)
class Piece:
    """A folded word of a text, with where it stands in the unfolded one."""

    text: str
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """The words of a text, folded; dotted acronyms are joined, possessive endings and punctuation left out."""
    folded = fold(text)
    found = []
    for match in _PIECE.finditer(folded):
        word = match.group().replace(".", "")
        if word == "s" and folded[: match.start()].endswith("'"):
            continue
        found.append(Piece("and" if word == "&" else word, match.start(), match.end()))
    return found


def key(text: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(piece.text for piece in pieces(text))


def joined(words: Iterable[Piece]) -> str:
    """The key of a run of pieces."""
    return " ".join(piece.text for piece in words)
