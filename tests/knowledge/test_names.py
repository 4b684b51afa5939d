"""Names that questions use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.loader import load
from assistant.knowledge.names import fold, names, names_hash, spellings


def meanings(kb: KnowledgeBase, text: str) -> set[tuple[str, str]]:
    return {(name.kind, name.id) for name in names(kb) if name.text == text}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RAMSI", {("operation", "ramsi"), ("term", "ramsi")}),
        ("Operation Tīeke", {("operation", "ukraine_training")}),
        ("Operation Tieke", {("operation", "ukraine_training")}),
        ("Operation Tiieke", {("operation", "ukraine_training")}),
        ("Kookako", {("operation", "kabul_evacuation")}),
        ("Manatu Aorere", {("agency", "mfat")}),
        ("East Timor", {("place", "TL")}),
        ("Burma", {("place", "MM")}),
        ("Timorese", {("place", "TL")}),
        ("Bougainville", {("operation", "bougainville")}),
        ("CMF", {("operation", "cmf_maritime"), ("operation", "rhodesia_cmf")}),
        ("Congo", {("place", "CD")}),
        ("MINURSO", {("un_mission", "MINURSO")}),
        ("UNMISS", {("operation", "south_sudan"), ("term", "unmiss")}),
        ("Middle East", {("region", "Middle East")}),
        ("peacekeeping", {("term", "peacekeeping")}),
    ],
)
def test_a_name_and_what_it_means(kb: KnowledgeBase, text: str, expected: set[tuple[str, str]]) -> None:
    assert meanings(kb, text) == expected


def test_new_zealand_is_no_name(kb: KnowledgeBase) -> None:
    assert not {name.text for name in names(kb)} & {"New Zealand", "NZ", "Aotearoa"}


def test_everyday_words_are_no_names(kb: KnowledgeBase) -> None:
    words = {"states", "tyre", "leg", "islander", "alander", "kiwi", "visa", "service", "help"}
    assert not {fold(name.text) for name in names(kb)} & words


def test_spellings_of_a_word_with_macrons() -> None:
    assert spellings("Kōkako") == ("Kōkako", "Kokako", "Kookako")
    assert spellings("RAMSI") == ("RAMSI",)
    assert fold("The Côte d'Ivoire") == fold("cote d ivoire")


def test_the_hash_follows_the_names_and_nothing_else(root: Path, change: Callable[[str, str, str], int]) -> None:
    before, version = names_hash(load(root)), load(root).version
    change("operations/untso.yml", "statement: UNTSO is the", "statement: UNTSO is still the")
    assert names_hash(load(root)) == before
    assert load(root).version != version
    change("operations/untso.yml", "  - UNTSO\n", "  - UNTSO\n  - Old Jerusalem Watch\n")
    assert names_hash(load(root)) != before
