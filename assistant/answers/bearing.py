"""Whether a fact bears on what a question asks: a name in common alone does not make it an answer."""

from __future__ import annotations

import re

from assistant.answers.inquiry import Inquiry
from assistant.answers.topical import topic_words
from assistant.knowledge.answer_types import STEM
from assistant.knowledge.records import Fact

#: Words of questions, not of what they ask about.
_OF_ASKING_WORDS = (
    "background brief briefly bill short version size group nothing somebody expression explain plain words meant"
    " story tell told wonder wondering curious question essay answer exactly school pupil summary introduction basics"
)
_OF_ASKING = frozenset(_OF_ASKING_WORDS.split())
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def bears_on(inquiry: Inquiry, fact: Fact) -> bool:
    """Whether it, or a way of asking for it, has a word or a year of the question that is not part of a name."""
    return shares_a_word(inquiry, fact) or any(year in fact.statement for year in _YEAR.findall(inquiry.clause.text))


def shares_a_word(inquiry: Inquiry, fact: Fact) -> bool:
    """Whether it, or a way of asking for it, has a word of the question that is not part of a name."""
    said = " ".join([fact.statement, *fact.asked]).lower()
    stems = [word[:STEM] for word in topic_words(inquiry) if word not in _OF_ASKING]
    return any(re.search(rf"\b{re.escape(stem)}", said) for stem in stems)
