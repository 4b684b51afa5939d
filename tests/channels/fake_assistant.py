"""The web channel on a real port with a scripted assistant behind it: ``python -m tests.channels.fake_assistant PORT``.

What it says depends on words in the question: "slow" waits, "dead" raises, "silent" says nothing, "evil" answers with
markup, "choose" offers choices; anything else is answered with a source. "count" tells how many messages it has had.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections import Counter
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from assistant.channels import lines
from assistant.channels.lines import Lines
from assistant.channels.turn import fixed
from assistant.channels.web import WebChannel, options
from assistant.server import errors
from assistant.settings import from_environment

EVIL = (
    "<img src=x onerror=\"document.title='owned'\"> **bold** [link](javascript:alert(1)) "
    "<script>document.title='owned'</script>"
)
SOURCE = {
    "id": "s1",
    "title": "Peace support in the Pacific",
    "publisher": "Ministry",
    "address": "https://example.org/source",
    "as_of": "as of July 2013",
}
LINES = Lines(
    unavailable="I cannot look up answers just now. Please try again in a minute: https://www.mfat.govt.nz/en/contact-us/",
    try_again="That message could not be handled. Please send it again in a minute.",
    no_words="I can only read words.",
)
had: Counter[str] = Counter()


def answer(text: str, **more: Any) -> dict[str, Any]:
    """A message as the actions send it."""
    custom = {**fixed("answered", text).custom, "kind": "operation_start", "body": text, **more}
    buttons = [{"title": each, "payload": each} for each in (*custom["choices"], *custom["suggestions"])]
    return {"text": text, "custom": custom, "buttons": buttons}


def script(question: str) -> dict[str, Any]:
    """What is said to a question."""
    if "evil" in question:
        bad = {**SOURCE, "title": EVIL, "address": "javascript:alert(1)"}
        return answer(EVIL, sources=[bad], suggestions=[EVIL[:60]], caveats=[EVIL])
    if "choose" in question:
        return answer("Which one do you mean?", outcome="clarify", choices=["RAMSI", "Bougainville"])
    if "unknown" in question:
        return answer("I have no sourced figure for that.", outcome="unknown")
    return answer(
        f"RAMSI began on 24 July 2003.\n\nYou asked: {question}\n- one\n- two",
        sources=[SOURCE],
        caveats=["The page is undated."],
        suggestions=["When did it end?", "Who led it?"],
    )


async def handle(message: UserMessage) -> None:
    """Stands in for Rasa."""
    had[str(message.sender_id)] += 1
    question = message.text or ""
    if "slow" in question:
        await asyncio.sleep(8)
    if "pause" in question:
        await asyncio.sleep(0.5)
    if "dead" in question:
        raise ConnectionError("scripted")
    if "silent" in question:
        return
    said = answer(str(had[str(message.sender_id)])) if "count" in question else script(question)
    await message.output_channel.send_response(message.sender_id, said)


def main() -> None:
    """Serves until killed."""
    settings = from_environment()
    os.environ.update(settings.environment())
    lines.load = lambda: LINES  # type: ignore[assignment]
    app = Sanic("fake_assistant", configure_logging=False)
    app.config.FALLBACK_ERROR_FORMAT = "json"
    errors.install(app)
    channel = WebChannel(options.read(None), settings)
    app.blueprint(channel.blueprint(handle), url_prefix=channel.url_prefix())
    app.run(host="127.0.0.1", port=int(sys.argv[1]), workers=1, access_log=False, debug=False)


if __name__ == "__main__":
    main()
