"""/peace gaps: from a thumb down to a record to edit, seen by the asking person only."""

from __future__ import annotations

import json

from assistant.channels.slack import limits
from assistant.channels.slack.gap_view import shown_proposal
from assistant.gaps.propose import Proposal
from assistant.store import voices
from tests.slack.mock_slack import until
from tests.slack.payloads import as_payload, elements, message, press, words
from tests.slack.served import Served


async def test_gaps_from_web_and_slack_with_a_proposed_record(served: Served) -> None:
    service_database = voices.keep_unanswered
    from assistant.store.database import Database

    database = Database(f"sqlite:///{served.database}")
    for question in ("What did RAMSI cost?", "what did ramsi cost", "<!channel> *who* paid?"):
        database.run_now(lambda c, q=question: service_database(c, "web", q, "unknown", "operation_cost"))  # type: ignore[misc]
    await served.event(message("how much did RAMSI cost"))
    await until(lambda: bool(served.slack.posted()))
    posted = served.slack.posted()[0]
    await served.press(elements(posted, "feedback_down")[0], posted)
    await until(lambda: bool(served.slack.posted("views.open")))

    await served.command("gaps")
    await until(lambda: bool(served.slack.posted("respond")))
    said = served.slack.posted("respond")[0]
    assert said["response_type"] == "ephemeral"
    assert limits.problems(said["blocks"]) == []
    assert "3 times (2 without an answer, 1 thumbs down, slack, web)" in words(said)
    assert "<!channel>" not in json.dumps(said)
    assert "no longer" not in words(said)

    await served.press(elements(said, "propose")[0])
    await until(lambda: len(served.slack.posted("respond")) == 2)
    proposal = served.slack.posted("respond")[1]
    assert proposal["response_type"] == "ephemeral"
    assert "data/knowledge/operations/ramsi.yml" in words(proposal)
    assert "id: ramsi." in words(proposal)
    database.close()


async def test_no_gaps_and_a_gap_that_is_gone(served: Served) -> None:
    await served.command("gaps")
    await until(lambda: bool(served.slack.posted("respond")))
    assert "Nothing was asked in vain" in words(served.slack.posted("respond")[0])
    gone = {"type": "button", "action_id": "propose", "value": "0123456789abcdef"}
    await served.post(as_payload(press(gone, served.slack.response_url())))
    await until(lambda: len(served.slack.posted("respond")) == 2)
    assert "no longer among the gaps" in words(served.slack.posted("respond")[1])


def test_a_long_proposal_is_within_limits_and_cannot_leave_its_code() -> None:
    from tests.slack.test_shown import WORDING

    evil = Proposal("data/knowledge/topics/x.yml", "```\n<!channel>\n" + "statement: 'x y z'\n" * 1500, adds=False)
    for each in shown_proposal(evil, WORDING):
        assert limits.problems(each.blocks) == []
        assert "<!" not in json.dumps(each.as_data())
        for block in each.blocks[1:]:
            assert block["text"]["text"].count("```") in (0, 2)
