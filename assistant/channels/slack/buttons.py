"""Buttons and menus that ask, and the one that shares a private answer."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from assistant.channels.slack import blocks, shown
from assistant.channels.slack.access import channel_of, team_of
from assistant.channels.slack.calls import CallFailed
from assistant.channels.slack.seen import PRESS_SECONDS
from assistant.channels.slack.service import Service
from assistant.channels.slack.shortcuts import asked_by
from assistant.channels.slack.shown import Frame
from assistant.channels.slack.targets import Private, Target, Thread
from assistant.store.slack import Kept


def register(app: AsyncApp, service: Service) -> None:
    """Adds the listeners."""

    async def ask(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        action = body["actions"][0]
        question = await asked(action, service)
        if question is None:
            await service.tell(address_of(body), "slack_gone")
            return
        await take(service, body, question)

    app.action(re.compile(rf"^{blocks.ASK}:\d+$"))(ask)
    app.action(blocks.MENU)(ask)

    async def share(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        kept = await service.find(str(body["actions"][0]["value"]))
        if kept is None:
            await service.tell(address_of(body), "slack_gone")
        elif await service.seen.first(f"share {kept.id}"):
            await show_all(service, body, kept)

    app.action(blocks.SHARE)(share)


async def asked(action: dict[str, Any], service: Service) -> str | None:
    """The question behind a button or a line of a menu."""
    value = str((action.get("selected_option") or action)["value"])
    named = re.fullmatch(r"#(\d+):([0-9a-f]{32})", value)
    if named is None:
        return value
    # a question too long for a menu: it is with the answer that offered it
    kept = await service.find(named[2])
    offered = shown.offered(shown.reply_of(kept.reply)) if kept else []
    place = int(named[1])
    return offered[place] if place < len(offered) else None


async def take(service: Service, body: dict[str, Any], question: str) -> None:
    """Has a pressed question answered where it was pressed; pressed twice, it is answered once."""
    user, action = str(body["user"]["id"]), body["actions"][0]
    container = body.get("container") or {}
    where = container.get("message_ts") or container.get("view_id") or ""
    press = f"press {channel_of(body)} {where} {user} {question}"
    lead = blocks.quoted(asked_by(user, service), question)
    target = await place_of(service, body, press, question)
    if target is None:
        return
    order = str(action.get("action_ts") or "")
    if not service.ask(question, target, [press], order=order, lead=lead, seconds=PRESS_SECONDS):
        await service.tell(address_of(body), "slack_busy")


async def place_of(service: Service, body: dict[str, Any], press: str, question: str) -> Target | None:
    """Where the answer to a pressed question goes; none if it has been answered or cannot be."""
    team, channel, user = team_of(body), channel_of(body), str(body["user"]["id"])
    container = body.get("container") or {}
    if container.get("type") == "view":
        return await in_direct_message(service, team, user, press, question)
    if container.get("is_ephemeral"):
        return Private(team, channel, user, address_of(body))
    message = body.get("message") or {}
    root = str(message.get("thread_ts") or container.get("thread_ts") or container.get("message_ts") or message["ts"])
    thread = Thread(team, channel, root, pane=channel.startswith("D"))
    await service.join(thread)
    return thread


async def in_direct_message(service: Service, team: str, user: str, press: str, question: str) -> Thread | None:
    """A new thread in the person's direct messages, begun with the question."""
    if not await service.seen.first(f"open {press}", seconds=PRESS_SECONDS):
        return None
    lead = blocks.quoted(asked_by(user, service), question)
    opening = shown.Message(shown.fallback(question), (lead,))
    try:
        opened = await service.calls.call("chat.postMessage", channel=user, **opening.as_data())
    except CallFailed:
        await service.seen.forget(f"open {press}")
        return None
    return Thread(team, str(opened["channel"]), str(opened["ts"]))


async def show_all(service: Service, body: dict[str, Any], kept: Kept) -> None:
    """Posts a private answer for everybody in the channel, with who asked, and takes the private one away."""
    reply = shown.reply_of(kept.reply)
    lead = blocks.quoted(f"<@{body['user']['id']}> {service.wording.say('slack_shared')}", kept.question)
    frame = Frame(kept.id, lead, tuple(service.extras(reply)))
    done = shown.simple(service.wording.say("slack_share_done"))
    try:
        for message in shown.messages(reply, frame, service.wording)[:4]:
            await service.calls.respond(
                address_of(body), response_type="in_channel", replace_original=False, **message.as_data()
            )
        await service.calls.respond(
            address_of(body), response_type="ephemeral", replace_original=True, **done.as_data()
        )
    except CallFailed:
        await service.seen.forget(f"share {kept.id}")
        await service.tell(address_of(body), "slack_busy")


def address_of(body: dict[str, Any]) -> str:
    """Where Slack takes a response to an interaction; empty if nowhere."""
    return str(body.get("response_url") or "")
