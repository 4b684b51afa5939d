"""Slack's published limits, in one place, and a check of what is sent against them.

Source: docs.slack.dev, reference of Block Kit, chat.postMessage and the composition objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
# Slack refuses messages whose blocks hold more than about 13,000 characters together (msg_blocks_too_long).
MESSAGE_CHARACTERS = 12_000
FALLBACK_CHARACTERS = 4_000
TEXT = 3_000
HEADER = 150
CONTEXT_ELEMENTS = 10
ACTION_ELEMENTS = 25
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
OPTIONS = 100
OPTION_TEXT = 75
OPTION_VALUE = 150
PLACEHOLDER = 150
ACTION_ID = 255
BLOCK_ID = 255
MODAL_TITLE = 24
MODAL_BUTTON = 24
INPUT_LABEL = 2_000
INPUT_CHARACTERS = 3_000
RESPONSE_URL_USES = 5
PROMPTS = 4

_KINDS = frozenset({"section", "context", "actions", "divider", "header", "input"})


def problems(blocks: Sequence[Mapping[str, Any]], most: int = MESSAGE_BLOCKS) -> list[str]:
    """What Slack would refuse in a list of blocks; empty if nothing."""
    found = [f"{len(blocks)} blocks, at most {most}"] if len(blocks) > most else []
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        found.append("a block_id twice")
    for place, block in enumerate(blocks):
        found.extend(f"block {place} ({block.get('type')}): {problem}" for problem in _block(block))
    if most == MESSAGE_BLOCKS and characters(blocks) > MESSAGE_CHARACTERS:
        found.append(f"{characters(blocks)} characters in all blocks, at most {MESSAGE_CHARACTERS}")
    return found


def characters(value: object) -> int:
    """Characters of all texts in blocks; lines of menus do not count."""
    if isinstance(value, Mapping):
        own = len(str(value["text"])) if isinstance(value.get("text"), str) else 0
        return own + sum(characters(value[key]) for key in value if not key.startswith("option"))
    if isinstance(value, (list, tuple)):
        return sum(characters(item) for item in value)
    return 0


def _block(block: Mapping[str, Any]) -> Iterator[str]:
    kind = block.get("type")
    if kind not in _KINDS:
        yield "unknown type"
    yield from _length(block.get("block_id", "x"), BLOCK_ID, "block_id")
    if kind == "section":
        yield from _text(block.get("text"), TEXT, ("mrkdwn", "plain_text"))
        if "accessory" in block:
            yield from _element(block["accessory"])
    elif kind == "header":
        yield from _text(block.get("text"), HEADER, ("plain_text",))
    elif kind == "context":
        yield from _count(block.get("elements"), CONTEXT_ELEMENTS)
        for element in block.get("elements") or ():
            yield from _text(element, TEXT, ("mrkdwn", "plain_text"))
    elif kind == "actions":
        yield from _count(block.get("elements"), ACTION_ELEMENTS)
        names = [element.get("action_id") for element in block.get("elements") or ()]
        if len(names) != len(set(names)):
            yield "an action_id twice"
        for element in block.get("elements") or ():
            yield from _element(element)
    elif kind == "input":
        yield from _text(block.get("label"), INPUT_LABEL, ("plain_text",))


def _element(element: Mapping[str, Any]) -> Iterator[str]:
    yield from _length(element.get("action_id"), ACTION_ID, "action_id")
    if element.get("type") == "button":
        yield from _text(element.get("text"), BUTTON_TEXT, ("plain_text",))
        yield from _length(element.get("value", "x"), BUTTON_VALUE, "value")
    elif element.get("type") == "static_select":
        yield from _text(element.get("placeholder"), PLACEHOLDER, ("plain_text",))
        groups = element.get("option_groups") or [{"options": element.get("options")}]
        yield from _count(groups, OPTIONS)
        for group in groups:
            yield from _count(group.get("options"), OPTIONS)
            for option in group.get("options") or ():
                yield from _text(option.get("text"), OPTION_TEXT, ("plain_text",))
                yield from _length(option.get("value"), OPTION_VALUE, "option value")
    else:
        yield f"unknown element {element.get('type')}"


def _text(value: Any, most: int, kinds: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(value, Mapping) or value.get("type") not in kinds:
        yield f"no text of type {' or '.join(kinds)}"
        return
    yield from _length(value.get("text"), most, "text")


def _length(value: Any, most: int, what: str) -> Iterator[str]:
    if not isinstance(value, str) or not 1 <= len(value) <= most:
        yield f"{what} of {len(value) if isinstance(value, str) else 'no'} characters, 1 to {most} are allowed"


def _count(value: Any, most: int) -> Iterator[str]:
    if not value or len(value) > most:
        yield f"{len(value or ())} elements, 1 to {most} are allowed"
