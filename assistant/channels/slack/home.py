"""The app's home: what it can answer, how fresh the knowledge is, questions to begin with."""

from __future__ import annotations

import logging
from datetime import date, datetime, timezone
from typing import Any

from slack_bolt.async_app import AsyncApp

from assistant.answers.wording import Wording
from assistant.channels.slack import blocks, mrkdwn
from assistant.channels.slack.calls import CallFailed
from assistant.channels.slack.service import Service
from assistant.knowledge import dates
from assistant.knowledge.base import KnowledgeBase

logger = logging.getLogger(__name__)


def register(app: AsyncApp, service: Service) -> None:
    """Adds the listener."""

    async def opened(event: dict[str, Any]) -> None:
        if event.get("tab", "home") != "home":
            return
        today = datetime.now(timezone.utc).date()
        try:
            await service.calls.call(
                "views.publish", user_id=event["user"], view=view(service.wording, service.kb, today)
            )
        except CallFailed as failure:
            logger.warning("The home in Slack could not be shown: %s", failure)

    app.event("app_home_opened")(opened)


def view(wording: Wording, kb: KnowledgeBase | None, today: date) -> dict[str, Any]:
    """The home as a view."""
    parts = [blocks.header(wording.say("slack_home_title")), *blocks.sections(wording.say("slack_help"))]
    if kb is not None:
        parts += [{"type": "divider"}, *blocks.notes([mrkdwn.from_plain(freshness(wording, kb, today))])]
    parts += blocks.questions(wording.say("slack_prompts"), starters(wording))
    return {"type": "home", "blocks": parts}


def freshness(wording: Wording, kb: KnowledgeBase, today: date) -> str:
    """How much is known, and how fresh it is."""
    counts = kb.counts()
    newest = max((source.as_of[:10] for source in kb.sources.values() if source.as_of), default="")
    facts = (fact for owner in kb.owners() for fact in owner.facts)
    return wording.say(
        "slack_home_fresh",
        version=kb.version,
        operations=counts["operations"],
        topics=counts["topics"],
        terms=counts["terms"],
        facts=counts["facts"],
        sources=counts["sources"],
        newest=dates.plain(newest.split("/")[0]) if newest else "",
        overdue=sum(bool(fact.review_by and fact.review_by < today.isoformat()) for fact in facts),
    )


def starters(wording: Wording) -> list[str]:
    """Questions to begin with."""
    return [wording.say("slack_starters", place) for place in range(wording.variants("slack_starters"))]
