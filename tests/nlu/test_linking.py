"""Names in questions: exact, misspelt, ambiguous, and words that are no names."""

from __future__ import annotations

import pytest

from assistant.nlu.linking import Linker
from assistant.nlu.masking import mask
from assistant.nlu.names import LinkedName, NameList

NAMES = [
    LinkedName("Regional Assistance Mission to Solomon Islands", "operation", "ramsi"),
    LinkedName("RAMSI", "operation", "ramsi"),
    LinkedName("UNTAET", "operation", "untaet"),
    LinkedName("UNTAC", "un_mission", "UNTAC"),
    LinkedName("Bougainville", "operation", "tmg"),
    LinkedName("Bougainville", "operation", "pmg"),
    LinkedName("Who Guards The Peace", "operation", "who_guards"),
    LinkedName("Operation Tīeke", "operation", "tieke"),
    LinkedName("Solomon Islands", "place", "SB"),
    LinkedName("Timor-Leste", "place", "TL"),
    LinkedName("East Timor", "place", "TL"),
    LinkedName("the Philippines", "place", "PH"),
    LinkedName("Bosnia and Herzegovina", "place", "BA"),
    LinkedName("Guinea", "place", "GN"),
    LinkedName("Papua New Guinea", "place", "PG"),
    LinkedName("Afghanistan", "place", "AF"),
    LinkedName("US", "place", "US"),
    LinkedName("New Zealand", "place", "NZ"),
    LinkedName("peacekeeping", "term", "peacekeeping"),
    LinkedName("UN", "agency", "un"),
]


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(NAMES)


def linked(linker: Linker, text: str) -> list[tuple[str, str]]:
    return [(entity["value"], entity["text"]) for entity in linker.entities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("when did RAMSI start?", [("ramsi", "RAMSI")]),
        ("ramsi's end", [("ramsi", "ramsi")]),
        ("ramsis end", [("ramsi", "ramsis")]),
        ("was the U.N. in charge", [("un", "U.N.")]),
        ("in timor leste", [("TL", "timor leste")]),
        ("in TIMOR-LESTE!", [("TL", "TIMOR-LESTE")]),
        ("operation tieke", [("tieke", "operation tieke")]),
        ("in the philippines", [("PH", "the philippines")]),
        ("bosnia & herzegovina", [("BA", "bosnia & herzegovina")]),
        ("Papua New Guinea or Guinea", [("PG", "Papua New Guinea"), ("GN", "Guinea")]),
        (
            "the Regional Assistance Mission to Solomon Islands",
            [("ramsi", "Regional Assistance Mission to Solomon Islands")],
        ),
        ("Bougainville", [("tmg", "Bougainville"), ("pmg", "Bougainville")]),
        ("what is peacekeeping", [("peacekeeping", "peacekeeping")]),
        ("who guards the peace there", [("who_guards", "who guards the peace")]),
        ("tell us about New Zealand", []),
        ("did the US help us", [("US", "US")]),
        ("TELL US ABOUT IT", []),
    ],
)
def test_exact(linker: Linker, text: str, expected: list[tuple[str, str]]) -> None:
    assert linked(linker, text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("when did rasmi start", "ramsi"),
        ("troops in afganistan", "AF"),
        ("in afghanistn now", "AF"),
        ("the soloman islands", "SB"),
        ("solomonislands", "SB"),
        ("in bosina and herzegovina", "BA"),
        ("easttimor", "TL"),
        ("the phillipines", "PH"),
    ],
)
def test_slips(linker: Linker, text: str, value: str) -> None:
    entities = linker.entities(text)
    assert {entity["value"] for entity in entities} == {value}
    assert all(entity["confidence"] < 1 for entity in entities)


def test_slip_in_an_ambiguous_name_keeps_all_readings(linker: Linker) -> None:
    assert linked(linker, "bouganville") == [("tmg", "bouganville"), ("pmg", "bouganville")]


@pytest.mark.parametrize(
    "text",
    [
        "how many solders",
        "a new guided tour",
        "untidy",
        "the salmon fishery",
        "una",
        "ram is here",
        "thats",
        "romans",
        "peacekeepers",
    ],
)
def test_ordinary_words_are_no_slips(linker: Linker, text: str) -> None:
    assert linked(linker, text) == []


def test_offsets_point_into_the_text(linker: Linker) -> None:
    text = "Kia ora — was RAMSI in the Solomon Islands?"
    for entity in linker.entities(text):
        assert text[entity["start"] : entity["end"]] == entity["text"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("when did the RAMSI mission start", "when did the mission start"),
        ("troops in the Solomon Islands", "troops in the country"),
        ("RAMSI's end", "the mission's end"),
        ("Was Bougainville hard?", "Was the mission hard?"),
        ("what is peacekeeping", "what is peacekeeping"),
        ("from Fiji to RAMSI and UNTAC", "from Fiji to the mission and the mission"),
        ("who guards the peace there", "the mission there"),
        ("nothing here", "nothing here"),
    ],
)
def test_masking(linker: Linker, text: str, masked: str) -> None:
    assert mask(text, linker.entities(text)) == masked


def test_names_survive_json() -> None:
    names = NameList(tuple(NAMES), "abc")
    assert NameList.from_dict(names.as_dict()) == names


def test_no_names_no_entities() -> None:
    assert Linker([]).entities("when did RAMSI start") == []
