"""Thumbs up and down, and the dialog that asks what was wrong."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from assistant.channels import guard
from assistant.channels.slack import blocks, limits
from assistant.channels.slack.buttons import address_of
from assistant.channels.slack.calls import CallFailed
from assistant.channels.slack.service import Service
from assistant.metrics import METRICS
from assistant.privacy import masker
from assistant.store import voices
from assistant.store.records import Feedback, Verdict
from assistant.store.slack import Kept, digest

logger = logging.getLogger(__name__)

REASON = "feedback_reason"
REASON_LENGTH = 500


def register(app: AsyncApp, service: Service) -> None:
    """Adds the listeners."""

    async def up(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        if await rated(service, body, "up") is not None:
            await service.tell(address_of(body), "slack_thanks")

    async def down(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        kept = await rated(service, body, "down")
        if kept is None:
            return
        try:
            # Slack gives three seconds for this, so it does not wait behind questions
            await service.calls.call("views.open", trigger_id=body["trigger_id"], view=dialog(kept.id, service))
        except CallFailed as failure:
            logger.warning("The dialog for a reason could not be opened: %s", failure)
            await service.tell(address_of(body), "slack_thanks")

    async def reason(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        view = body["view"]
        kept = await service.find(str(view["private_metadata"]))
        said = view["state"]["values"][REASON]["text"].get("value") or ""
        if kept is not None and said.strip():
            await keep(service, kept, str(body["user"]["id"]), "down", said)

    app.action(blocks.UP)(up)
    app.action(blocks.DOWN)(down)
    app.view(REASON)(reason)


async def rated(service: Service, body: dict[str, Any], verdict: Verdict) -> Kept | None:
    """Keeps a verdict; none if the answer is no longer kept."""
    kept = await service.find(str(body["actions"][0]["value"]))
    if kept is None:
        await service.tell(address_of(body), "slack_gone")
        return None
    await keep(service, kept, str(body["user"]["id"]), verdict, "")
    return kept


async def keep(service: Service, kept: Kept, user: str, verdict: Verdict, reason: str) -> None:
    """Keeps what a person thinks of an answer; a second thought replaces the first. Nobody's name is kept."""
    custom = kept.reply["custom"]
    given = Feedback(
        channel="slack",
        conversation=kept.conversation,
        message=digest(kept.id, user),
        verdict=verdict,
        question=kept.question,
        answer=str(kept.reply["text"]),
        reason=masker().mask(guard.clean(reason)[:REASON_LENGTH]).text,
        kind=custom.get("kind"),
        facts=tuple(custom.get("facts") or ()),
    )
    await service.database.run(lambda connection: voices.keep_feedback(connection, given))
    if not reason:  # which follows a verdict that has been counted
        METRICS.feedback.labels("slack", verdict).inc()


def dialog(answer: str, service: Service) -> dict[str, Any]:
    """The dialog."""
    say = service.wording.say
    return {
        "type": "modal",
        "callback_id": REASON,
        "private_metadata": answer,
        "title": blocks.plain(say("slack_reason_title")[: limits.MODAL_TITLE]),
        "submit": blocks.plain(say("slack_reason_send")[: limits.MODAL_BUTTON]),
        "close": blocks.plain(say("slack_reason_skip")[: limits.MODAL_BUTTON]),
        "blocks": [
            {
                "type": "input",
                "block_id": REASON,
                "optional": True,
                "label": blocks.plain(say("slack_reason_label")),
                "hint": blocks.plain(say("slack_reason_hint")),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "text",
                    "multiline": True,
                    "max_length": REASON_LENGTH,
                },
            }
        ],
    }
