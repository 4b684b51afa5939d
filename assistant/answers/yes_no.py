"""Questions that ask for a yes or a no, and the word before the answer."""

from __future__ import annotations

import re

_LEAD_IN = (
    r"(?:(?:so|and|but|ok|okay|hey|hi|kia ora|hello|please|um|well|then|just checking|quick question"
    r"|question|tell me|can you tell me)[ ,:.!-]+)*"
)
_VERB = (
    r"was|were|is|are|did|does|do|has|have|had|wasn't|weren't|isn't|aren't|didn't|doesn't|hasn't|haven't"
    r"|is it (?:true|right|correct|so|a fact) that|is it the case that|(?:is|was) it (?:true|right|correct)"
    r"|true or false"
    r"|any|am i right that|would it be right that"
)
_ASKS = re.compile(rf"^{_LEAD_IN}(?:if |whether )?(?:{_VERB})\b")
_TAGGED = re.compile(
    r"(?:[,;-]|\.{2,})? ?\b(?:right|correct|yes or no|yes/no|true or false|or not|isn't it|wasn't it"
    r"|didn't (?:it|we|they)|is that (?:right|true|correct))"
    r"\s*\?*$"
)
#: "Was it police or soldiers?" asks which, not whether.
_EITHER = re.compile(r"\bor\b(?! (?:not|no|so|more|fewer|less|over|false|does|did|is|was)\b)")


def asks_yes_or_no(text: str) -> bool:
    """Whether the words ask for a yes or a no."""
    lowered = text.lower().replace("’", "'").strip()
    if _TAGGED.search(lowered):
        return True
    return _ASKS.search(lowered) is not None and _EITHER.search(lowered) is None
