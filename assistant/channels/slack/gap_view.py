"""The gaps in Slack: what was asked and not found, and for each a record to edit. Shown to the asking person only."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timezone
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from assistant.answers.wording import Wording
from assistant.channels.slack import blocks, mrkdwn, shown
from assistant.channels.slack.access import channel_of, team_of
from assistant.channels.slack.service import Service
from assistant.channels.slack.shown import Message
from assistant.channels.slack.targets import Private
from assistant.gaps.collect import collect
from assistant.gaps.grouping import Group, group
from assistant.gaps.propose import Proposal, propose
from assistant.store.retention import DAY

DAYS = 90
TOP = 10


def register(app: AsyncApp, service: Service) -> None:
    """Adds the listener."""

    async def proposed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        address = str(body.get("response_url") or "")
        target = Private(team_of(body), channel_of(body), str(body["user"]["id"]), address)
        key = str(body["actions"][0]["value"])

        async def job() -> None:
            found = next((each for each in await groups(service) if each.holds(key)), None)
            if found is None or service.kb is None:
                await service.tell(address, "slack_gaps_gone")
                return
            today = datetime.now(timezone.utc).date()
            await service.deliver(target, shown_proposal(propose(found, service.kb, today), service.wording))

        if not service.work.put(f"gaps {target.conversation}", "", job):
            await service.tell(address, "slack_busy")

    app.action(blocks.PROPOSE)(proposed)


def show(service: Service, target: Private, trigger: str) -> bool:
    """Shows the top gaps; False if there is too much to do."""

    async def job() -> None:
        if await service.seen.first(f"gaps {trigger}"):
            await service.deliver(target, listed(await groups(service), service.wording))

    return service.work.put(f"gaps {target.conversation}", "", job)


async def groups(service: Service) -> list[Group]:
    """The groups of the last days. Comparing many questions takes a second: it is done beside the event loop."""
    since = time.time() - DAYS * DAY
    misses = await service.database.run(lambda connection: collect(connection, since))
    return await asyncio.get_running_loop().run_in_executor(None, group, misses)


def listed(found: list[Group], wording: Wording) -> list[Message]:
    """The top groups as messages."""
    if not found:
        return [shown.simple(wording.say("slack_gaps_none", days=DAYS))]
    title = wording.say("slack_gaps_title", days=DAYS)
    parts = [blocks.header(title)]
    for each in found[:TOP]:
        parts += [
            *blocks.sections(
                wording.say(
                    "slack_gaps_group",
                    count=each.count,
                    unanswered=each.unanswered,
                    down=each.down,
                    channels=", ".join(each.channels),
                    question=mrkdwn.shorten(each.question, 300),
                )
            ),
            *blocks.notes([mrkdwn.escape(line) for line in _more(each, wording)]),
            blocks.actions(each.key, blocks.button(blocks.PROPOSE, wording.say("slack_gaps_propose"), each.key)),
        ]
    return [Message(shown.fallback(title), tuple(part)) for part in shown.pack(parts)]


def _more(found: Group, wording: Wording) -> list[str]:
    lines = []
    if found.others:
        lines.append(wording.say("slack_gaps_like", questions=mrkdwn.shorten("; ".join(found.others[:3]), 500)))
    if found.reasons:
        lines.append(wording.say("slack_gaps_reason", reasons=mrkdwn.shorten("; ".join(found.reasons[:3]), 500)))
    return lines


def shown_proposal(proposal: Proposal, wording: Wording) -> list[Message]:
    """A proposed knowledge file, to copy."""
    lead = wording.say("slack_gaps_add" if proposal.adds else "slack_gaps_proposal", file=proposal.file)
    parts = [*blocks.sections(lead), *blocks.code(proposal.text)]
    return [Message(shown.fallback(lead), tuple(part)) for part in shown.pack(parts)]
