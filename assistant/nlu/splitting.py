"""Where a message may be several questions. Only a proposal: the collector keeps it if each part stands on its own."""

from __future__ import annotations

import re

MAX_CLAUSES = 4

_QUESTION = r"who|whom|whose|what|when|where|why|how|which"
_AUXILIARY = (
    r"(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)(?:n'?t)?"
    r" (?:it|they|he|she|we|you|i|there|that|this|these|those|the|new zealand|nz|our|any|some|anyone|someone|in|still)"
)
_REQUEST = r"tell me|tell us|list|name|give me|show me|explain|describe|define|compare"
_PREPOSITION = r"(?:in|at|on|from|by|under|to|for|since|until|with|of|during) (?=which|what|whom|whose)"
_FILLER = (
    r"(?:and |also |then |please |plus |or |but |so |as well as |secondly |i also want to know |"
    r"can you (?:also )?tell me )*"
)
_OPENER = rf"(?:{_PREPOSITION})?(?:(?:{_QUESTION})(?:'?s|'?re)?\b|{_AUXILIARY}\b|(?:{_REQUEST})\b)"
# After a full stop, question mark, comma or semicolon, or at a bare "and", if what follows opens a question.
_CUT = re.compile(
    rf"(?:\s*[?!;]+\s*|\.\s+|\s*,\s*|\s+[–—-]\s+|\s+)(?P<joint>(?:and|also|plus|but|then)\b[,]?\s+)?(?={_FILLER}{_OPENER})",
    re.IGNORECASE,
)
_LEADING = re.compile(rf"^(?:{_FILLER})(?={_OPENER})", re.IGNORECASE)
_OPENS = re.compile(rf"^{_FILLER}(?:{_OPENER})", re.IGNORECASE)
_HAS_OPENER = re.compile(
    rf"\b(?:{_QUESTION}|{_REQUEST})\b|^{_FILLER}(?:is|are|was|were|did|does|do|has|have|can)\b", re.I
)
# A clause that hangs on the words before it: "tell me when it began", "I do not know who led it".
_HANGS = re.compile(
    r"(?:\b(?:tell me|tell us|know|knows|wonder|wondering|ask|asking|see|say|said|explain|about|of|to|in|at|on|from|by|"
    r"for|with|and|or|than|not|say|question|wonder if|the|a|an|is|are|was|were|that|interested in)|:)\s*$",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\b(?:and|also|plus|but|then)\b", re.IGNORECASE)
# "When visiting Dili, what ..." is one question; "when did it start, who led it" is two.
_SUBORDINATE = re.compile(
    r"^(?:if|while|since|after|before|as|because|although|though)\b|.*\bif (?:so|any|not)$|"
    r"^when(?!'?s?\b\s*(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b)(?!'s)",
    re.IGNORECASE,
)
# "... in Bougainville, which ended in 2003" goes on with the same question.
_RELATIVE = re.compile(
    r"^(?:which|where|whose|whom) "
    r"(?:is|are|was|were|has|have|had|began|led|took|ran|went|no|the|we|it|they|new|nz|\w+ed)\b",
    re.IGNORECASE,
)
_TWO_QUESTION_WORDS = re.compile(
    rf"^(?P<before>{_FILLER})(?P<first>{_QUESTION})\s*(?:and|&|,)\s*(?P<second>{_QUESTION})\s+(?P<rest>\S.*\s\S.*)$",
    re.I,
)
_START_AND_END = re.compile(
    r"\b(?P<first>start|begin|commence)(?P<past>ed)?\s+and\s+(?P<second>end|finish|stop|conclude)(?:ed)?\b",
    re.IGNORECASE,
)


def split(text: str) -> list[str]:
    """Parts of a message that may be questions of their own, in order; one part when there is nothing to split.

    Never inside a name or a list ("Bosnia and Herzegovina", "between 1999 and 2005", "Army and Police"): a part must
    open like a question.
    """
    two = _TWO_QUESTION_WORDS.match(text)
    if two:
        rest = two["rest"]
        return [f"{two['first']} {rest}", f"{two['second'].lower()} {rest}"]
    both = _START_AND_END.search(text)
    if both and re.match(r"\s*[?.!]*\s*$", text[both.end() :]):
        before, after = text[: both.start()], text[both.end() :]
        past = both["past"] or ""
        return [f"{before}{both['first']}{past}{after}", f"{before}{both['second']}{past}{after}"]
    parts = _parts(text)
    whole = not 1 < len(parts) <= MAX_CLAUSES or any(len(part.split()) < 2 for part in parts)
    return [text] if whole else parts


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    begin = 0
    for cut in _CUT.finditer(text):
        before = text[begin : cut.start()]
        if not _may_cut(before, text[cut.end() :], cut.group()):
            continue
        parts.append(before)
        begin = cut.end()
    parts.append(text[begin:])
    return [_tidy(part) for part in parts]


def _may_cut(before: str, after: str, separator: str) -> bool:
    joint = bool(_JOINT.search(separator))
    strong = any(mark in separator for mark in "?!;.")
    if not (strong or joint or separator.strip()):
        return False
    if len(before.split()) < 2 or not _HAS_OPENER.search(before):
        return False
    if strong:
        return True
    if _HANGS.search(before):
        return False
    return joint or not (_SUBORDINATE.match(before) or _RELATIVE.match(after))


def _tidy(part: str) -> str:
    return _LEADING.sub("", part.strip(" ,;")).strip()
