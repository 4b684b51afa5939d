"""What is wrong with the database, in words: for /health, for the log, and before the start."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, insert, update
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from assistant.store.tables import signs_of_life

logger = logging.getLogger(__name__)

SILENT = "The database of the conversations does not answer"
# A part of what SQLite or PostgreSQL says, and what it means.
_MEANINGS = (
    ("disk is full", "Conversations cannot be kept: the disk is full"),
    ("no space left", "Conversations cannot be kept: the disk is full"),
    ("readonly database", "Conversations cannot be kept: their file may only be read"),
    ("read-only", "Conversations cannot be kept: the database may only be read"),
    ("unable to open", "Conversations cannot be kept: their file cannot be opened or made"),
    ("malformed", "Conversations cannot be read: their file is damaged"),
    ("not a database", "Conversations cannot be read: their file is damaged"),
    ("disk i/o error", "Conversations cannot be kept: the disk fails or is full"),
    # "relation ... does not exist": PostgreSQL's tables are made before the servers start
    ("does not exist", "The database lacks tables (make migrate) or does not exist"),
    ("database is locked", "Conversations cannot be kept: another program holds their file"),
)
_REMEDIES = {
    "full": "make room on the disk",
    "damaged": "put a copy back (make restore FILE=...), or move the file away to begin anew",
    "read": "let the user that runs the assistant write to the file and its folder",
    "opened": "let the user that runs the assistant write to the folder",
}
# Files up to this size are looked through before the start; 64 MB take a fifth of a second.
_LOOKED_THROUGH = 64 * 1024 * 1024
# One line about the same trouble in so many seconds: each question would write one.
_QUIET_SECONDS = 60.0


class DamagedError(Exception):
    """SQLite's own check finds faults in the file."""


def words(error: BaseException) -> str:
    """What an error of the database means, as one sentence without a full stop."""
    said = str(getattr(error, "orig", None) or error).lower()
    return next((meaning for sign, meaning in _MEANINGS if sign in said), SILENT)


def remedy(told: str) -> str:
    """What to do about it; empty if that is not known."""
    return next((what for sign, what in _REMEDIES.items() if sign in told.rpartition(":")[2]), "")


def write_once(engine: Engine) -> None:
    """Writes a row and keeps it: whether there is room and leave to write shows in no other way.

    Raises:
        SQLAlchemyError: it cannot be written.
    """
    with engine.begin() as connection:
        values = {"at": time.time()}
        if not connection.execute(update(signs_of_life).values(values)).rowcount:
            connection.execute(insert(signs_of_life).values(id=1, **values))


def of_file(url: Any) -> str | None:
    """What is wrong with an SQLite file, with what to do; none if nothing, or if it is another kind of database."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    file = Path(parsed.database)
    engine = create_engine(parsed, hide_parameters=True)
    try:
        if file.exists() and file.stat().st_size <= _LOOKED_THROUGH:
            _look_through(engine)
        signs_of_life.create(engine, checkfirst=True)
        write_once(engine)
    except (SQLAlchemyError, DamagedError, OSError) as error:
        told = words(error)
        more = remedy(told)
        return f"{told} ({file}){f'; {more}' if more else ''}"
    finally:
        engine.dispose()
    return None


def _look_through(engine: Engine) -> None:
    with engine.connect() as connection:
        said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if said != "ok":
        raise DamagedError("the file is malformed")


class Watch:
    """Tells the log in words what goes wrong with the database, once a minute at most for each kind."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}

    def install(self) -> None:
        """Looks at every error of every database of this process."""
        event.listen(Engine, "handle_error", self._note)

    def _note(self, context: Any) -> None:
        told = words(context.original_exception)
        now = time.monotonic()
        if told == SILENT or now - self._told.get(told, -_QUIET_SECONDS) < _QUIET_SECONDS:
            return
        self._told[told] = now
        more = remedy(told)
        logger.error("%s%s", told, f"; {more}" if more else "")
