"""Pieces of Block Kit, each within Slack's limits whatever it is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.channels.slack import limits, mrkdwn

Block = dict[str, Any]
# Action ids; what comes after the colon tells buttons of one block apart.
ASK, MENU, UP, DOWN, SHARE, PROPOSE = "ask", "menu", "feedback_up", "feedback_down", "share", "propose"
BUTTONS = 5


def sections(text: str) -> list[Block]:
    """Plain text as sections."""
    return [_section(piece) for piece in mrkdwn.split(mrkdwn.from_plain(text), limits.TEXT)]


def notes(lines: Sequence[str]) -> list[Block]:
    """Lines of mrkdwn in small print."""
    pieces = [piece for line in lines for piece in mrkdwn.split(line, limits.TEXT)]
    most = limits.CONTEXT_ELEMENTS
    return [
        {"type": "context", "elements": [_mrkdwn(piece) for piece in pieces[start : start + most]]}
        for start in range(0, len(pieces), most)
    ]


def quoted(lead: str, text: str) -> Block:
    """What a person asked. Their words as plain text: nothing in them can act. ``lead`` is mrkdwn."""
    said = mrkdwn.shorten(text, limits.TEXT) or "…"
    return {"type": "context", "elements": [_mrkdwn(lead), {"type": "plain_text", "text": said, "emoji": False}]}


def questions(lead: str, texts: Sequence[str], answer: str = "") -> list[Block]:
    """Questions to press: buttons, or a menu where there are more than fit. ``answer`` is the one that offers them:
    a question too long for a menu is named by its place in it."""
    if not texts:
        return []
    if len(texts) <= BUTTONS:
        element = [button(f"{ASK}:{place}", text, text) for place, text in enumerate(texts)]
        return [*notes([mrkdwn.escape(lead)]), {"type": "actions", "elements": element}]
    options = [
        {
            "text": plain(mrkdwn.shorten(text, limits.OPTION_TEXT)),
            "value": text if len(text) <= limits.OPTION_VALUE else f"#{place}:{answer}",
        }
        for place, text in enumerate(texts)
    ]
    menu: dict[str, Any] = {
        "type": "static_select",
        "action_id": MENU,
        "placeholder": plain(mrkdwn.shorten(lead, limits.PLACEHOLDER)),
    }
    if len(options) <= limits.OPTIONS:
        menu["options"] = options
    else:
        most = limits.OPTIONS
        menu["option_groups"] = [
            {"label": plain(f"{start + 1}-{min(start + most, len(options))}"), "options": options[start : start + most]}
            for start in range(0, min(len(options), most * most), most)
        ]
    return [{"type": "actions", "elements": [menu]}]


def button(action: str, label: str, value: str) -> Block:
    """A button."""
    return {
        "type": "button",
        "action_id": action,
        "text": plain(mrkdwn.shorten(label, limits.BUTTON_TEXT)),
        "value": value[: limits.BUTTON_VALUE],
    }


def actions(name: str, *elements: Block) -> Block:
    """A row of buttons; ``name`` is its block id."""
    return {"type": "actions", "block_id": name, "elements": list(elements)}


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain(mrkdwn.shorten(text, limits.HEADER))}


def code(text: str) -> list[Block]:
    """Lines to copy, as they are."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("```", "'''")
    fence = 8  # two fences and two line ends
    return [_section(f"```\n{piece}\n```") for piece in split_lines(safe, limits.TEXT - fence)]


def split_lines(text: str, most: int) -> list[str]:
    """Pieces of whole lines; a line that is too long alone is broken."""
    pieces: list[str] = []
    for line in text.splitlines():
        for start in range(0, max(len(line), 1), most):
            part = line[start : start + most]
            if pieces and len(pieces[-1]) + 1 + len(part) <= most:
                pieces[-1] += f"\n{part}"
            else:
                pieces.append(part)
    return pieces


def plain(text: str) -> Block:
    """A plain text object."""
    return {"type": "plain_text", "text": text or "…", "emoji": True}


def _section(text: str) -> Block:
    return {"type": "section", "text": _mrkdwn(text)}


def _mrkdwn(text: str) -> Block:
    # verbatim: Slack makes no links and no channel names out of words
    return {"type": "mrkdwn", "text": text, "verbatim": True}
