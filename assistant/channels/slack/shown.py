"""An answer as Slack shows it: the same words, sources and choices as on every channel, and what staff want beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answers.wording import Wording
from assistant.channels.notices import notice
from assistant.channels.slack import blocks, limits, mrkdwn
from assistant.channels.slack.blocks import Block
from assistant.channels.turn import Reply


@dataclass(frozen=True)
class Message:
    """One message to Slack: blocks, and a text for notifications and screen readers."""

    text: str
    blocks: tuple[Block, ...]

    def as_data(self) -> dict[str, Any]:
        """The arguments of a call that posts it. Nothing in it unfurls or pings."""
        return {
            "text": self.text,
            "blocks": list(self.blocks),
            "unfurl_links": False,
            "unfurl_media": False,
            "link_names": False,
        }


@dataclass(frozen=True)
class Frame:
    """What stands around an answer.

    ``lead``: who asked what, where the question is not above. ``staff``: lines for staff. ``share``: whether there is
    a button to share it.
    """

    answer: str
    lead: Block | None = None
    staff: tuple[str, ...] = ()
    share: bool = False


def simple(text: str) -> Message:
    """A line of ours as a message."""
    return Message(fallback(text), tuple(blocks.sections(text)))


def messages(reply: Reply, frame: Frame, wording: Wording) -> list[Message]:
    """The messages of an answer: one, or several where it is longer than Slack takes."""
    custom = reply.custom
    body = str(custom.get("body") or reply.text)
    around = [
        *blocks.notes(
            [wording.say("slack_caveat", text=mrkdwn.from_plain(each)) for each in custom.get("caveats") or ()]
        ),
        *blocks.notes(_sources(custom.get("sources") or (), wording)),
        *blocks.notes([mrkdwn.from_plain(notice(custom["masked"]))] if custom.get("masked") else []),
        *blocks.notes([mrkdwn.from_plain(line) for line in frame.staff]),
        *_questions(reply, frame, wording),
        _feedback(frame, wording),
    ]
    lead = [frame.lead] if frame.lead else []
    return [
        Message(fallback(reply.text if not place else _words(part)), tuple(part))
        for place, part in enumerate(pack([*lead, *blocks.sections(body), *around]))
    ]


def fallback(text: str) -> str:
    """A text for notifications."""
    return mrkdwn.shorten(mrkdwn.escape(text), limits.FALLBACK_CHARACTERS)


def pack(parts: Sequence[Block]) -> list[list[Block]]:
    """Blocks as lists that each fit into one message."""
    packed: list[list[Block]] = [[]]
    size = 0
    for part in parts:
        weight = limits.characters(part)
        if packed[-1] and (size + weight > limits.MESSAGE_CHARACTERS or len(packed[-1]) == limits.MESSAGE_BLOCKS):
            packed.append([])
            size = 0
        packed[-1].append(part)
        size += weight
    return packed


def reply_of(kept: Mapping[str, Any]) -> Reply:
    """A reply as it was kept."""
    return Reply(str(kept["text"]), tuple(kept["buttons"]), kept["custom"])


def as_kept(reply: Reply) -> dict[str, Any]:
    """A reply to keep."""
    return {"text": reply.text, "buttons": [dict(each) for each in reply.buttons], "custom": dict(reply.custom)}


def offered(reply: Reply) -> list[str]:
    """The questions offered with a reply: choices, else suggestions."""
    return [str(each["payload"]) for each in reply.buttons]


def _questions(reply: Reply, frame: Frame, wording: Wording) -> list[Block]:
    lead = wording.say("slack_choose" if reply.custom.get("choices") else "slack_next")
    return blocks.questions(lead, offered(reply), frame.answer)


def _sources(sources: Sequence[Mapping[str, Any]], wording: Wording) -> list[str]:
    lines = [
        wording.say(
            "slack_source",
            title=mrkdwn.link(str(each.get("address") or ""), str(each["title"])),
            publisher=mrkdwn.escape(str(each["publisher"])),
            as_of=mrkdwn.escape(str(each["as_of"])),
        )
        for each in sources
    ]
    return [f"{wording.say('slack_sources_lead')} {line}" for line in lines]


def _feedback(frame: Frame, wording: Wording) -> Block:
    elements = [
        blocks.button(blocks.UP, wording.say("slack_up"), frame.answer),
        blocks.button(blocks.DOWN, wording.say("slack_down"), frame.answer),
    ]
    if frame.share:
        elements.append(blocks.button(blocks.SHARE, wording.say("slack_share"), frame.answer))
    return blocks.actions("feedback", *elements)


def _words(part: Sequence[Block]) -> str:
    texts = [str(block["text"]["text"]) for block in part if block["type"] == "section"]
    return mrkdwn.to_plain(" ".join(texts)) or "…"
