"""Misses in groups: what asks the same comes together, what does not stays apart."""

from __future__ import annotations

from assistant.gaps.collect import Miss
from assistant.gaps.grouping import Group, group

COST = ("What did RAMSI cost?", "how much did RAMSI cost", "what did ramsi cost")
POLICE = ("How many police went to Tonga in 2006?", "number of police in Tonga")
PAY = ("do peacekeepers get paid extra?",)


def misses(*questions: str, channel: str = "web") -> list[Miss]:
    return [Miss(question, "unanswered", channel, float(at)) for at, question in enumerate(questions)]


def found(groups: list[Group]) -> dict[str, int]:
    return {each.question: each.count for each in groups}


def test_the_same_in_other_words_is_one_group_and_the_biggest_comes_first() -> None:
    groups = group(misses(*PAY, *POLICE, *COST))
    assert [each.count for each in groups] == [3, 2, 1]
    assert groups[0].question.lower().rstrip("?") == "what did ramsi cost"
    assert groups[0].others == ("how much did RAMSI cost",)


def test_other_questions_about_the_same_operation_stay_apart() -> None:
    asked = ("When did RAMSI start?", "What medals are given for RAMSI?", "When did INTERFET start?")
    assert len(group(misses(*asked))) == 3


def test_counts_channels_and_reasons() -> None:
    mixed = [
        *misses(COST[0]),
        Miss(COST[1], "down", "slack", 5.0, reason="no figure given"),
        Miss(COST[1], "down", "slack", 6.0, reason="no figure given"),
    ]
    (only,) = group(mixed)
    assert (only.count, only.unanswered, only.down) == (3, 1, 2)
    assert only.channels == ("slack", "web")
    assert only.reasons == ("no figure given",)


def test_a_key_is_found_again_when_the_group_has_grown() -> None:
    before = group(misses(*COST[:1]))[0].key
    after = group(misses(*COST, *COST, *PAY))
    assert [each.question for each in after if each.holds(before)] == [after[0].question]


def test_nothing_is_no_group() -> None:
    assert group([]) == []
