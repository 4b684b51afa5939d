"""Who the operations asked for are to have been led by: "run by the Americans", "did Australia lead", "Kiwi-led"."""

from __future__ import annotations

import re

from assistant.answers.answer import Subject
from assistant.answers.inquiry import Inquiry
from assistant.answers.question import Clause, Name
from assistant.answers.subjects import name_of
from assistant.knowledge.records import Lead, Operation

#: New Zealand is no place of the knowledge base: nobody is sent there.
NEW_ZEALAND = "NZ"
_LED = r"led|headed(?: up)?|run|commanded|directed|organised|coordinated|spearheaded"
_LEAD = (
    r"lead|leads|ran|head|command|direct|spearhead|(?:was|were|be|been) in (?:charge|command)|(?:took|take"
    r"|had) (?:the )?(?:lead|command)"
)
_BEFORE_THE_NAME = re.compile(
    rf"\b(?:{_LED}) by(?: the)?\s*$|\bunder(?: the)?\s*$|\bthe (?:lead|command|leadership) of(?: the)?\s*$"
)
_AFTER_THE_NAME = re.compile(
    rf"^(?:'s?|s)?(?:[ -](?:{_LED})(?! by)| (?:ever |itself |themselves |actually |did |also )*(?:{_LED}"
    rf"|{_LEAD})(?! by)"
    r"| (?:was |were )?in (?:charge|command))\b"
)
_WE = r"(?:new zealand|nz|aotearoa|we|kiwis?|new zealanders)"
_BY_US = re.compile(
    rf"\b(?:{_LED}) by (?:new zealand|nz|kiwis|us|ourselves|aotearoa)\b|\b(?:new zealand|nz|kiwi)[ -](?:led|run"
    rf"|headed|commanded)\b"
    rf"|\b{_WE} (?:itself |ourselves |ever |actually |have |has )*(?:{_LED}|{_LEAD})\b"
    rf"|\bunder (?:our|new zealand|nz|kiwi) (?:own )?(?:command|lead|leadership)\b"
)
#: "we were led by" is about others, and so is "the missions we ran into".
_NOT_BY_US = re.compile(rf"\b{_WE} (?:was|were|been|be) (?:{_LED})\b")


def only_led(clause: Clause, subject: Subject) -> bool:
    """Whether a place is named as the one that led, not as the one to look in."""
    return subject.kind == "place" and any(
        _leads(clause.text.lower(), name) for name in clause.names if (name.kind, name.id) == (subject.kind, subject.id)
    )


def leaders(clause: Clause, subjects: tuple[Subject, ...]) -> tuple[str, ...]:
    """Codes of the countries that the operations asked for are to have been led by."""
    named = [subject.id for subject in subjects if only_led(clause, subject)]
    return (*named, *([NEW_ZEALAND] if _led_by_us(clause) else []))


def names_of_leaders(inquiry: Inquiry) -> tuple[str, ...]:
    """The same in running text."""
    return tuple(
        inquiry.say("new_zealand") if code == NEW_ZEALAND else name_of(Subject("place", code), inquiry.kb)
        for code in leaders(inquiry.clause, inquiry.subjects)
    )


def leads_of(operation: Operation) -> set[Lead]:
    """Every lead that an operation had, one after the other."""
    return set(operation.leads or (operation.lead,))


def fits_leaders(operation: Operation, codes: tuple[str, ...]) -> bool:
    """Whether one of the countries led it, or whether none is asked for."""
    return not codes or bool(set(codes) & set(operation.led_by))


def _leads(text: str, name: Name) -> bool:
    before, after = text[: name.start], text[name.end :]
    return bool(_BEFORE_THE_NAME.search(before) or _AFTER_THE_NAME.search(after))


def _led_by_us(clause: Clause) -> bool:
    text = clause.text.lower()
    # "led by US" is not "led by us" where the linker has read a country in it.
    for name in sorted(clause.names, key=lambda item: -item.start):
        if name.kind == "place":
            text = text[: name.start] + "#" * (name.end - name.start) + text[name.end :]
    return _BY_US.search(text) is not None and _NOT_BY_US.search(text) is None
