"""Which New Zealand agencies a list is to be about: "only police", "cops but no army", "both soldiers and police"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answers.negation import wanted_and_not

_POLICE = r"police(?:men|man|women|woman)?|cops?|constables?|police officers?"
_FORCES = r"nzdf|defence force|defense force|army|navy|air force|armed forces|rnzaf|rnzn"
#: Said loosely of everybody who was sent, so they stand for the Defence Force only beside the police or an "only".
_SOLDIERS = r"soldiers?|troops|military|servicemen|service people|defence people|sailors|men in uniform"
_AGENCIES: Mapping[str, str] = {
    "police": _POLICE,
    "nzdf": _FORCES,
    "mfat": r"mfat(?!(?:'s)? (?:page|site|website))|diplomats?|foreign affairs",
}
_WITH_SOLDIERS: Mapping[str, str] = {**_AGENCIES, "nzdf": f"{_FORCES}|{_SOLDIERS}"}
_ANYONE = "|".join((_POLICE, _FORCES, _SOLDIERS, "diplomats?"))
_ONLY = r"only|just|purely|solely|exclusively|nothing but|nobody but|none but|all"
_ONLY_THEY = re.compile(
    rf"\b(?:{_ONLY})[ -](?:(?:sent|send|involved?|had|used|were|of|by|with|the|our|kiwi|nz|new zealand) ){{0,3}}"
    rf"(?:{_ANYONE})\b"
    rf"|\b(?:{_ANYONE})[ -](?:\w+ ){{0,3}}?(?:only|alone|exclusively|solely|(?:on|by) (?:their|its) own"
    rf"|by themselves|by itself)\b"
)
_POLICE_SAID = re.compile(rf"\b(?:{_POLICE})\b")
_AGENCY_WORD = re.compile(rf"(?:{_ANYONE}|forces?)")


def names_an_agency(word: str) -> bool:
    """Whether a word in lower case is one for the police, the forces, their people or diplomats."""
    return _AGENCY_WORD.fullmatch(word) is not None


@dataclass(frozen=True)
class Agencies:
    """Agencies that are to have taken part, those that are not, and whether the former are to have been alone."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    only: bool = False


def read_agencies(lowered: str) -> Agencies:
    """Read the agencies of a question in lower case."""
    only = _ONLY_THEY.search(lowered) is not None
    patterns = _WITH_SOLDIERS if only or _POLICE_SAID.search(lowered) else _AGENCIES
    wanted, unwanted = wanted_and_not(patterns, lowered)
    return Agencies(wanted, unwanted, only and len(wanted) == 1)
