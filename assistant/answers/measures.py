"""By what operations are compared: which measure a comparative or superlative names, and its value."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answers.select_operations import size_of
from assistant.knowledge import dates
from assistant.knowledge.records import Operation

_ENDS = r"(?:end(?:ed)?|finish(?:ed)?|over|stopp?(?:ed)?|left|closed|wound up|came home)"
#: The measures by their words; the first that fits counts.
_WORDS: Mapping[str, str] = {
    "ended_first": rf"{_ENDS} (?:\w+ )?(?:first|earlier|earliest|sooner|soonest|before)|first to (?:end|finish|leave)",
    "ended_last": rf"{_ENDS} (?:\w+ )?(?:last|later|latest)|last to (?:end|finish|leave)",
    "shortest": r"shorter|shortest|briefer|briefest|quickest|least time",
    "longest": r"longer|longest|most (?:years|time)|more (?:years|time)",
    "smallest": r"smaller|smallest|fewer|fewest|less|least|tiniest",
    "latest": r"later|latest|newer|newest|more recent(?:ly)?|most recent(?:ly)?|last|younger|youngest",
    "first": r"earlier|earliest|first|older|oldest|before(?! (?:the )?\d)",
    "largest": r"bigger|biggest|bigest|larger|largest|greater|greatest"
    r"|(?:more|most) (?:people|troops?|soldiers?|personnel|staff|men|kiwis|of (?:us|our people))"
    r"|(?:had|has|have|sent|got|the|with) (?:more|most)|more than (?!\d)",
}
#: A word that says each measure, for a question that leaves it out.
WORD: Mapping[str, str] = {
    "ended_first": "ended first", "ended_last": "ended last", "shortest": "shorter", "longest": "longer",
    "smallest": "smaller", "latest": "later", "first": "earlier", "largest": "bigger",
}  # fmt: skip
#: More of something that no measure is of: "the most deaths", "cost more".
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:more|most|fewer|fewest|less|least) (?!people|troops?|soldiers?|personnel|staff|men|of|than|recent|years|time"
    r"|kiwis|zealanders|nzers)[a-z]{4,}|\b(?:cost|costly|expensive|cheap\w*|danger\w*|deadl\w*|success\w*|import\w*)\b"
    r"|\bwhen (?:did|do|will|were|are) (?:our|the) (?:very )?(?:first|last|final)\b"
    r"(?! (?:ever )?(?:one|mission|operation|deployment)\b)"
    r"|\b(?:first|last) (?:year|month|week|decade|century|night|summer|winter)s?\b"
    r"|\b(?:first|last) (?:\w+ )?(?:commander|leader|new zealander|kiwi|time|people|officers?|ones? to)\b"
)


def read_measure(text: str) -> str | None:
    """The measure that a question compares by: largest, longest, first, ended_first and so on; none if it does not."""
    lowered = text.lower()
    if _OF_SOMETHING_ELSE.search(lowered):
        return None
    return next((name for name, words in _WORDS.items() if re.search(rf"\b(?:{words})\b", lowered)), None)


def value_of(operation: Operation, measure: str) -> int | None:
    """The value of an operation; the highest wins. None where it is not on file."""
    sign = -1 if measure in ("smallest", "shortest", "first", "ended_first") else 1
    if measure in ("largest", "smallest"):
        value = size_of(operation)
    elif measure in ("longest", "shortest"):
        end = operation.end.date if operation.end else operation.status.last_seen
        value = dates.months_between(operation.start.date, end) if operation.start and end else None
    elif measure in ("first", "latest"):
        value = dates.earliest(operation.start.date).toordinal() if operation.start else None
    else:
        value = _ended(operation)
    return None if value is None else sign * value


def _ended(operation: Operation) -> int | None:
    if operation.end is not None:
        return dates.latest(operation.end.date).toordinal()
    going_on = operation.status.state in ("ongoing", "mandate_lapsed")
    return dates.latest("2999").toordinal() if going_on else None
