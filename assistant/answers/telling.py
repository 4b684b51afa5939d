"""Which words tell a question from others that could be asked of anything."""

from __future__ import annotations

import re

from assistant.answers.topical import GENERAL

_NO_NEWS_WORDS = (
    "about also any are asked call called can could did does ever every exactly for from had has have how into"
    " made make many mean more much new not now one only operation operations other our people really same say"
    " says some still such tell than that the their them then there these they this those too under use used was"
    " were what when where which who whom whose why will with would year years you your zealand zealand's and all"
    " but its it's mission missions peace support thing things ones deal"
)
_TIME_WORDS_LIST = "date since until till start ends happen happened signed agreed"
TIME_WORDS = frozenset(_TIME_WORDS_LIST.split())
_SAYS_LITTLE_WORDS = (
    "gives give gave given gets brought bring lead leads behind happen happens cause caused comes came come does"
    " still yet ever again good bad actually currently else such kind sort name named called set sets set first"
    " second third last latest next both either other another old recent info information figure number list"
    " anyway exactly anyone anybody somebody someone whose right okay sure well please thanks also too just mean matter"
)
_SAYS_LITTLE = frozenset(_SAYS_LITTLE_WORDS.split())
NO_NEWS = frozenset(_NO_NEWS_WORDS.split())


def telling_words(text: str) -> set[str]:
    """The words that tell a question from others that could be asked of anything."""
    words = set(re.findall(r"[a-zāēīōū]{4,}|\d{4}", text.lower().replace("'s", "")))
    return words - GENERAL - NO_NEWS - TIME_WORDS - _SAYS_LITTLE
