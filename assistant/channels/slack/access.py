"""Who is served: the configured workspaces and channels, and nobody while there is too much to do."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

from assistant.channels.slack.service import Service

logger = logging.getLogger(__name__)

_MESSAGES = ("message", "app_mention")


def register(app: AsyncApp, service: Service) -> None:
    """Adds the check, in front of all listeners."""

    async def allowed(req: AsyncBoltRequest, next: Callable[[], Awaitable[Any]]) -> Any:
        body: Mapping[str, Any] = req.body
        if not service.options.teams and not service.me.team:
            return BoltResponse(status=503, body="")  # not yet known whom to serve: Slack asks again
        if not served_team(body, service):
            logger.info("A Slack request from another workspace was not served")
            return BoltResponse(status=200, body="")
        if not served_channel(body, service):
            return _not_here(body, service)
        if service.work.full and _event(body).get("type") in _MESSAGES:
            return BoltResponse(status=503, body="")  # Slack sends it again later
        return await next()

    app.use(allowed)


def served_team(body: Mapping[str, Any], service: Service) -> bool:
    """Whether workspace and person are ours: in a shared channel, people of another organisation are not."""
    allowed = service.options.teams or frozenset({service.me.team})
    teams = list(_teams(body))
    return bool(teams) and all(team in allowed for team in teams)


def served_channel(body: Mapping[str, Any], service: Service) -> bool:
    """Whether the channel is served. Direct messages and the app's own home always are."""
    channel = channel_of(body)
    if not channel or channel.startswith("D"):
        return True
    if service.options.channels:
        return channel in service.options.channels
    # people of other organisations read along there: only where somebody has listed the channel
    return not body.get("is_ext_shared_channel")


def channel_of(body: Mapping[str, Any]) -> str:
    """The channel that a request comes from; empty if from none."""
    event = _event(body)
    if isinstance(event.get("channel"), str):
        return str(event["channel"])
    channel = body.get("channel")
    if isinstance(channel, Mapping):
        return str(channel.get("id") or "")
    return str(body.get("channel_id") or (body.get("container") or {}).get("channel_id") or "")


def team_of(body: Mapping[str, Any]) -> str:
    """The workspace that a request comes from."""
    return next(_teams(body), "")


def _teams(body: Mapping[str, Any]) -> Iterator[str]:
    event, user = _event(body), body.get("user")
    team = body.get("team")
    found = (
        body.get("team_id"),
        team.get("id") if isinstance(team, Mapping) else team,
        user.get("team_id") if isinstance(user, Mapping) else None,
        event.get("user_team"),
        event.get("source_team"),
        event.get("team"),
    )
    return (str(each) for each in found if each)


def _event(body: Mapping[str, Any]) -> Mapping[str, Any]:
    event = body.get("event")
    return event if isinstance(event, Mapping) else {}


def _not_here(body: Mapping[str, Any], service: Service) -> BoltResponse:
    if body.get("command"):
        said = {"response_type": "ephemeral", "text": service.wording.say("slack_not_here")}
        return BoltResponse(status=200, body=said)
    logger.info("A Slack request from a channel that is not listed was not served")
    return BoltResponse(status=200, body="")
