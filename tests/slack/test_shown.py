"""Answers as blocks: within Slack's limits whatever the answer, with every word, source and choice."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers.wording import Wording
from assistant.channels.slack import limits, shown
from assistant.channels.slack.shown import Frame
from assistant.channels.turn import Reply, fixed
from assistant.settings import ROOT
from tests.slack.payloads import elements, words
from tests.slack.served import SOURCE

WORDING = Wording.from_domain(ROOT / "domain.yml")
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200).filter(
    lambda text: text.strip()
)


def reply(text: str, **more: Any) -> Reply:
    custom = {**fixed("answered", text).custom, "body": text, **more}
    offered = [*custom["choices"], *custom["suggestions"]]
    return Reply(text, tuple({"title": each, "payload": each} for each in offered), custom)


def posted(given: Reply, frame: Frame | None = None) -> list[dict[str, Any]]:
    found = [message.as_data() for message in shown.messages(given, frame or Frame("a" * 32), WORDING)]
    for each in found:
        assert limits.problems(each["blocks"]) == []
        assert 0 < len(each["text"]) <= limits.FALLBACK_CHARACTERS
        assert (each["unfurl_links"], each["unfurl_media"], each["link_names"]) == (False, False, False)
    return found


def test_answer_first_then_sources_then_questions_then_thumbs() -> None:
    (message,) = posted(
        reply("RAMSI began in 2003.", sources=[SOURCE], caveats=["The page is undated."], suggestions=["And its end?"]),
        Frame("a" * 32, staff=("Record data/knowledge/operations/ramsi.yml: ramsi.1",), share=True),
    )
    kinds = [block["type"] for block in message["blocks"]]
    assert kinds == ["section", "context", "context", "context", "context", "actions", "actions"]
    said = words(message)
    order = ["RAMSI began in 2003.", "undated", "RAMSI final report", "operations/ramsi.yml"]
    assert [said.index(each) for each in order] == sorted(said.index(each) for each in order)
    source = message["blocks"][2]["elements"][0]["text"]
    assert "<https://example.org/ramsi?a=1&amp;b=2|RAMSI final report>" in source
    assert "as of June 2017" in source
    assert [each["action_id"] for each in elements(message)] == ["ask:0", "feedback_up", "feedback_down", "share"]


def test_answer_of_40000_characters() -> None:
    sentence = "Ngā Peacekeepers served in Bougainville & Timor-Leste <in 1999>, see https://example.org/a_b?c=1&d=2. "
    text = (sentence * (40_000 // len(sentence) + 1))[:40_000].rsplit(" ", 1)[0]
    found = posted(reply(text, suggestions=["And its end?"]))
    assert 4 <= len(found) <= 6
    assert "".join("".join(words(each).split()) for each in found).startswith("".join(text.split()))
    assert not elements(found[0])
    assert elements(found[-1], "feedback_up")


def test_many_sources_choices_and_caveats() -> None:
    many = [f"Question number {number} with a long tail {'x' * number}?" for number in range(250)]
    sources = [{**SOURCE, "title": f"Title {number}"} for number in range(45)]
    found = posted(reply("Which one?", choices=many, sources=sources, caveats=["A caveat."] * 30))
    menu = next(element for each in found for element in elements(each) if element["type"] == "static_select")
    assert sum(len(group["options"]) for group in menu["option_groups"]) == 250
    said = " ".join(words(each) for each in found)
    assert all(f"Title {number}," in said for number in range(45))


@settings(max_examples=60, deadline=None)
@given(
    text=TEXT | st.text("abc <>&*`\n", min_size=3000, max_size=5000).filter(lambda text: text.strip()),
    caveats=st.lists(TEXT, max_size=4),
    questions=st.lists(TEXT, max_size=12, unique=True),
    sources=st.lists(
        st.fixed_dictionaries(dict.fromkeys(("title", "publisher", "address", "as_of"), TEXT)), max_size=6
    ),
    staff=st.lists(TEXT, max_size=4),
)
def test_any_answer_is_within_limits(
    text: str, caveats: list[str], questions: list[str], sources: list[dict[str, str]], staff: list[str]
) -> None:
    posted(reply(text, caveats=caveats, choices=questions, sources=sources), Frame("a" * 32, staff=tuple(staff)))


def test_the_check_finds_what_slack_refuses() -> None:
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
    button = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "x" * 76}, "value": "v"}
    assert limits.problems([long])
    assert limits.problems([{"type": "actions", "elements": [button]}])
    assert limits.problems(
        [{"type": "actions", "elements": [{**button, "text": {"type": "plain_text", "text": "x"}}] * 2}]
    )
    assert limits.problems([{"type": "divider"}] * 51)
    assert limits.problems([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2500}}] * 6)
    assert limits.problems([{"type": "picture"}])
    assert limits.problems([{"type": "context", "elements": []}])
    assert not limits.problems([{"type": "divider"}])
