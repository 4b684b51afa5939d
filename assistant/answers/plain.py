"""Questions so plain that any operation can be asked them: "how many went?", "New Zealand in Lebanon do what?".

But for the name of the operation they say too little for the classifier, or the judge of what is on file, to go by:
such a question is neither outside our business nor a detail that no page gives.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.answer import Subject
from assistant.answers.doubt import leans
from assistant.answers.ellipsis import FILLER, attribute_named, unnamed
from assistant.answers.filters import counts_only_people, read_filters
from assistant.answers.question import NOT_ON_FILE, Clause

_PERSONNEL = "operation_personnel"
#: What a plain question is taken for, wherever it stands, and where it leans on the conversation.
_TAKEN_FOR = frozenset({NOT_ON_FILE, "out_of_scope"})
_TAKEN_FOR_IF_COUNTED = frozenset(
    {"operation_outcome", "operation_role", "policy_numbers", "policy_current_operations", "operation_duration"}
)
_COUNTS = re.compile(r"\bhow many\b")
_NEW_ZEALAND = re.compile(r"\bnew zealand(?:er'?s?|'?s)?\b")
_OVER_THE_YEARS = re.compile(r"\b(?:over|through|in|across) (?:all )?(?:the|those|these) years\b")
_SENTENCE = re.compile(r"[.!?]+\s+")
_SAYS_NO_MORE_WORDS = (
    "how many send sends sending serve serves served serving take took taken part sent deployed deploy over on with"
    " were are been who then"
    " altogether actually really though all far still currently allowed may can"
)
_SAYS_NO_MORE = frozenset(_SAYS_NO_MORE_WORDS.split())


def plainly(clause: Clause, known: tuple[Subject, ...]) -> Clause:
    """The clause as the kind of question that it plainly is, about what it names or about ``known``, an operation."""
    if clause.inherits:  # "Did we lose anyone in Somalia, and how many?" does not count those who went
        return clause
    if leans(clause) and not any(subject.kind in ("operation", "place") for subject in known):
        return clause
    if clause.kind in _TAKEN_FOR and (kind := plain_kind(clause)):
        return clause.as_kind(kind)
    counted = clause.kind in _TAKEN_FOR_IF_COUNTED and leans(clause) and counts_plainly(clause)
    return clause.as_kind(_PERSONNEL) if counted else clause


def plain_kind(clause: Clause) -> str | None:
    """The kind of question about an operation that it plainly is; none where a word asks for more than that."""
    return _PERSONNEL if counts_plainly(clause) else attribute_named(_last_words(clause))


def counts_plainly(clause: Clause) -> bool:
    """Whether it asks how many people there were, and nothing else."""
    text = _last_words(clause)
    if not _COUNTS.search(text) or not replace(read_filters(text), state=None).empty:
        return False
    return all(word in FILLER | _SAYS_NO_MORE or counts_only_people(word) for word in re.findall(r"[\w'āēīōū]+", text))


def _last_words(clause: Clause) -> str:
    """Its last sentence, with "it" for each name."""
    said = [part for part in _SENTENCE.split(unnamed(clause).strip()) if part.strip()]
    return _OVER_THE_YEARS.sub(" ", _NEW_ZEALAND.sub("nz", said[-1])) if said else ""
