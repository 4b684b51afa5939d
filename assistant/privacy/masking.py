"""Masking: personal details in, placeholders out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.privacy.recognisers import KINDS, build_analyser

PLACEHOLDERS = {
    "email": "[email address]",
    "phone": "[phone number]",
    "ird": "[IRD number]",
    "nhi": "[NHI number]",
    "passport": "[passport number]",
    "bank": "[bank account]",
    "card": "[card number]",
    "number": "[number]",
    "address": "[street address]",
}
KNOWLEDGE = Path(__file__).resolve().parents[2] / "data" / "knowledge"

# Without one of these nothing is looked for: most questions cost nothing.
_WORTH_A_LOOK = re.compile(
    r"@|\d.*\d.*\d|\bat\b.*\bdot\b|\(at\)|\[at\]|\d+\w?\s*[,/]?\s*\w+\s+\w+|[a-z]{3}\d\d|\bbox\s*\d|\br\.?d\.?\s*\d",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Masked:
    """A text without personal details, and the kinds that were taken out, each once, in order of appearance."""

    text: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Span:
    """A detail in a text: half-open range of characters."""

    start: int
    end: int
    kind: str
    score: float


class Masker:
    """Replaces personal details by placeholders; what the knowledge base itself says is never replaced.

    Args:
        public: texts whose details are public (telephone numbers and addresses of ministries and help lines).
    """

    def __init__(self, public: Iterable[str] = ()) -> None:
        self._analyser = build_analyser()
        self._public: frozenset[str] = frozenset()
        self._public = frozenset(
            key for text in public for span in self._find(text) for key in [_key(text[span.start : span.end])]
        )

    @property
    def public(self) -> frozenset[str]:
        """Details that are left alone, in canonical form."""
        return self._public

    def mask(self, text: str) -> Masked:
        """The text with each personal detail replaced by a placeholder such as ``[phone number]``."""
        plain, places = _plain(text)
        spans = [span for span in self._find(plain) if not self._is_public(plain[span.start : span.end], span.kind)]
        parts, last, kinds = [], 0, []
        for span in spans:
            start, end = places[span.start], places[span.end - 1] + 1
            parts += [text[last:start], PLACEHOLDERS[span.kind]]
            last = end
            kinds.append(span.kind)
        return Masked("".join([*parts, text[last:]]), tuple(dict.fromkeys(kinds)))

    def _is_public(self, value: str, kind: str) -> bool:
        key = _key(value)
        # part of a public address is public too
        return key in self._public or (kind == "address" and any(key in whole for whole in self._public))

    def _find(self, text: str) -> list[Span]:
        if not _WORTH_A_LOOK.search(text):
            return []
        results = self._analyser.analyze(text, language="en", score_threshold=0.3)
        spans = [
            Span(r.start, r.end, KINDS[r.entity_type], r.score) for r in results if not _is_date(text[r.start : r.end])
        ]
        return _settle(spans)


def _settle(spans: list[Span]) -> list[Span]:
    """Overlapping spans become one that covers them all, of the kind with the best score."""
    settled: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if settled and span.start < settled[-1].end:
            other = settled.pop()
            best = max((other, span), key=lambda s: (s.score, s.end - s.start))
            span = Span(other.start, max(other.end, span.end), best.kind, best.score)
        settled.append(span)
    return settled


def _is_date(value: str) -> bool:
    """A day, a span of years or a list of years, which number plans would take for a telephone number."""
    year = r"(?:1[89]|20)\d\d"
    parts = re.split(r"[\s/.\-–]+", value.strip())
    return (
        re.fullmatch(year + r"([-/. ])\d{1,2}\1\d{1,2}|\d{1,2}([-/. ])\d{1,2}\2" + year, value.strip()) is not None
        or all(re.fullmatch(year, part) for part in parts)
    )  # fmt: skip


def _plain(text: str) -> tuple[str, list[int]]:
    """The text with look-alike digits, spaces and hyphens made plain and invisible characters dropped.

    Returns:
        the plain text and, for each of its characters, the place in the original.
    """
    plain, places = [], []
    for place, char in enumerate(text):
        kind = unicodedata.category(char)
        if kind in ("Cf", "Mn") and char not in "\u0304":
            continue
        if kind == "Zs":
            char = " "
        elif kind == "Pd":
            char = "-"
        elif kind == "Nd":
            char = str(unicodedata.digit(char))
        elif char in "＠﹫":
            char = "@"
        elif char in "．。":
            char = "."
        elif "\uff21" <= char <= "\uff5a":
            char = unicodedata.normalize("NFKC", char)
        plain.append(char)
        places.append(place)
    return "".join(plain), places


def _key(value: str) -> str:
    """One spelling for all ways to write the same detail: +64 4 439 8000 and (04) 439-8000 agree."""
    compact = re.sub(r"[^\w@]", "", value).lower()
    if compact.isdigit():
        return re.sub(r"^(?:00)?640?(?=\d{7,10}$)|^0(?=\d{7,10}$)", "", compact)
    return compact


def knowledge_lines(folder: Path = KNOWLEDGE) -> list[str]:
    """All lines of the knowledge files that could hold a detail; none where there is no such folder."""
    files = sorted(folder.rglob("*.yml")) if folder.is_dir() else []
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if _WORTH_A_LOOK.search(line)]


@lru_cache(maxsize=1)
def masker() -> Masker:
    """The masker of this process, told once what the knowledge base makes public."""
    return Masker(knowledge_lines())
