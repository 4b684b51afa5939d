"""Asks the running assistant from a terminal: ``python -m assistant.ask "When did RAMSI start?"``; without, a chat."""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from assistant.settings import SettingError, from_environment

SECONDS = 30


class NoAnswer(Exception):
    """The assistant could not be asked; the message says why."""


def ask(address: str, question: str, sender: str) -> list[dict[str, Any]]:
    """The messages that answer a question.

    Raises:
        NoAnswer: it is not running, or it refused the question.
    """
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{address}/webhooks/rest/webhook",
        data=json.dumps({"sender": sender, "message": question}).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            messages: list[dict[str, Any]] = json.load(answer)
            return messages
    except urllib.error.HTTPError as error:
        raise NoAnswer(_reason(error)) from None
    except OSError:
        raise NoAnswer(f"The assistant does not answer at {address}. Start it: make run") from None


def show(messages: Iterable[Mapping[str, Any]]) -> str:
    """An answer as text for a terminal: the answer, its sources with their dates, and what to ask next."""
    lines: list[str] = []
    for message in messages:
        custom = message.get("custom") or {}
        lines.append(str(message.get("text", "")))
        sources = custom.get("sources") or ()
        if sources:
            lines += ["", "Sources"]
            lines += [f"  - {_source(source)}" for source in sources]
        choices = [str(choice) for choice in custom.get("choices") or ()]
        suggestions = [str(suggestion) for suggestion in custom.get("suggestions") or ()]
        if choices or suggestions:
            lines += ["", "You can answer" if choices else "You can ask"]
            lines += [f"  {number}. {text}" for number, text in enumerate(choices or suggestions, start=1)]
    return "\n".join(lines)


def chat(address: str) -> None:
    """A conversation: one line a question; a number takes a choice; an empty line or Ctrl-D ends it."""
    sender = uuid.uuid4().hex
    offered: list[str] = []
    print("Ask about New Zealand's peace support operations. An empty line ends the chat.")
    while True:
        try:
            typed = input("\nyou> ").strip()
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if not typed:
            return
        if typed.isdecimal() and 1 <= int(typed) <= len(offered):
            typed = offered[int(typed) - 1]
            print(f"     {typed}")
        try:
            messages = ask(address, typed, sender)
        except NoAnswer as error:
            print(error)
            continue
        custom = (messages[-1].get("custom") or {}) if messages else {}
        offered = list(custom.get("choices") or custom.get("suggestions") or ())
        print(f"\n{show(messages)}")


def main(arguments: list[str]) -> int:
    """Asks the question given as argument or in Q, or starts a chat."""
    try:
        address = from_environment().address
    except SettingError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    question = " ".join(arguments) or os.environ.get("Q", "")
    if not question.strip():
        chat(address)
        return 0
    try:
        print(show(ask(address, question, uuid.uuid4().hex)))
    except NoAnswer as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _source(source: Mapping[str, Any]) -> str:
    # the date comes in words: "as of July 2013", "undated"
    parts = [source.get("title"), source.get("publisher"), source.get("as_of")]
    text = ", ".join(str(part) for part in parts if part)
    return f"{text}: {source['address']}" if source.get("address") else text


def _reason(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["error"]["reason"])
    except (ValueError, KeyError, TypeError):
        return f"The assistant answered with HTTP {error.code}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
