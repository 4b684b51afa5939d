"""``make purge`` and ``make forget``: removes what has been kept long enough, or one conversation on request."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import asdict

from ruamel.yaml import YAML

from assistant.channels.slack import settings as slack_settings
from assistant.channels.web import options
from assistant.clock import CLOCK
from assistant.settings import SettingError, Settings, from_environment
from assistant.store import forgetting
from assistant.store.database import Database, url_of
from assistant.store.records import Purged
from assistant.store.retention import Periods, purge
from assistant.store.slack import digest

logger = logging.getLogger(__name__)

HOUR = 3600.0
_WEB = "assistant.channels.web.WebChannel"


def periods(settings: Settings) -> Periods:
    """For how long is kept what: WEB_KEEP_DAYS, WEB_FEEDBACK_DAYS and SLACK_KEEP_DAYS."""
    credentials = YAML(typ="safe").load(settings.credentials.read_text(encoding="utf-8")) or {}
    web = options.read(credentials.get(_WEB))
    return Periods(web.keep_days, web.feedback_days, slack_settings.read().keep_days)


def open_database(settings: Settings) -> Database:
    """The database that everything is kept in."""
    url = url_of(settings.endpoints)
    return Database(url if url is not None else f"sqlite:///{settings.tracker_db}")


async def purge_for_ever(settings: Settings, told: Callable[[Purged | None], None]) -> None:
    """Once an hour removes what has been kept long enough; a failure is logged and tried again in an hour.

    Args:
        told: is given what was removed, or none after a failure.
    """
    loop = asyncio.get_running_loop()
    while True:
        if CLOCK.step() > 0:
            # A clock set forward by mistake would take what has just been written. A day is enough to set it right.
            logger.error("Nothing is removed for a day, because the clock was set forward")
            await asyncio.sleep(HOUR)
            continue
        try:
            told(await loop.run_in_executor(None, purge_now, settings))
        except Exception:
            logger.exception("What was kept long enough could not be removed")
            told(None)
        await asyncio.sleep(HOUR)


def purge_now(settings: Settings) -> Purged:
    """Removes it now."""
    database = open_database(settings)
    try:
        gone = purge(database, periods(settings))
    finally:
        database.close()
    logger.info("Removed what was kept long enough: %s", gone)
    return gone


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and says what went."""
    parser = argparse.ArgumentParser(prog="python -m assistant.retention", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("purge", help="remove what has been kept long enough")
    one = commands.add_parser("forget", help="remove one conversation")
    one.add_argument("conversation", nargs="?", default="", help="its id, as in the table events")
    one.add_argument("--slack", nargs=3, metavar=("TEAM", "CHANNEL", "TS"), help="a thread in Slack instead")
    given = parser.parse_args(arguments)
    try:
        settings = from_environment()
        os.environ.update(settings.environment())
        if given.command == "purge":
            print("Removed: " + ", ".join(f"{rows} {kind}" for kind, rows in asdict(purge_now(settings)).items()))
            return 0
        return _forget(settings, f"slack-{digest(*given.slack)}" if given.slack else given.conversation)
    except SettingError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _forget(settings: Settings, conversation: str) -> int:
    if not conversation:
        print("error: name the conversation: make forget CONVERSATION=web-...-0", file=sys.stderr)
        return 1
    database = open_database(settings)
    removed = database.run_now(lambda connection: forgetting.forget(connection, conversation))
    database.scrub()
    database.close()
    print(f"Removed: {removed} rows of {conversation}")
    return 0 if removed else 1


if __name__ == "__main__":
    sys.exit(main())
