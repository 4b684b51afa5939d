"""``make backup`` and ``make restore``: the SQLite file of the conversations, also while the assistant writes to it."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from assistant.settings import from_environment
from assistant.store.database import url_of


class BackupError(Exception):
    """It cannot be done; the message says why."""


def file_of(url: object) -> Path:
    """The SQLite file behind an address.

    Raises:
        BackupError: it is another kind of database.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise BackupError(
            "The conversations are not in an SQLite file: use pg_dump and pg_restore (docs/operations.md)"
        )
    return Path(parsed.database)


def back_up(database: Path, copy: Path) -> None:
    """Writes a copy that is whole, whatever is written meanwhile.

    Raises:
        BackupError: there is nothing to copy, or the copy is not sound.
    """
    if not database.exists():
        raise BackupError(f"There is no file {database}")
    part = copy.with_name(copy.name + ".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(database, timeout=30)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target, pages=1000)
    _check(part)
    part.chmod(0o600)
    part.replace(copy)


def restore(copy: Path, database: Path) -> None:
    """Puts a copy in the place of the database. The assistant must not be running.

    Raises:
        BackupError: the copy is none, or the database is in use.
    """
    if not copy.exists():
        raise BackupError(f"There is no file {copy}")
    _check(copy)
    if database.exists():
        _check_unused(database)
    part = database.with_name(database.name + ".part")
    with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
    for rest in ("-wal", "-shm"):
        database.with_name(database.name + rest).unlink(missing_ok=True)
    part.replace(database)


def _check(file: Path) -> None:
    try:
        with closing(sqlite3.connect(file)) as opened:
            said = opened.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{file} is no SQLite file: {error}") from None
    if said != "ok":
        raise BackupError(f"{file} is damaged: {said}")


def _check_unused(database: Path) -> None:
    """SQLite's log is there as long as somebody has the file open; after a crash it can be emptied."""
    try:
        with closing(sqlite3.connect(database, timeout=1, isolation_level=None)) as opened:
            opened.execute("PRAGMA locking_mode=EXCLUSIVE")
            opened.execute("BEGIN EXCLUSIVE")
            opened.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        raise BackupError(f"{database} is in use ({error}): stop the assistant first") from None
    except sqlite3.DatabaseError:
        return  # damaged: the very reason to restore


def main(arguments: list[str] | None = None) -> int:
    """Runs one command."""
    parser = argparse.ArgumentParser(prog="python -m assistant.store.backup", description=__doc__)
    parser.add_argument("command", choices=("backup", "restore"))
    parser.add_argument("file", type=Path, help="the copy")
    given = parser.parse_args(arguments)
    settings = from_environment()
    os.environ.update(settings.environment())
    try:
        database = file_of(url_of(settings.endpoints) or f"sqlite:///{settings.tracker_db}")
        if given.command == "backup":
            back_up(database, given.file)
        else:
            restore(given.file, database)
    except BackupError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{'Copied to' if given.command == 'backup' else 'Restored from'} {given.file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
