"""What the Slack channel keeps: claims on events, threads it takes part in, answers that buttons refer to."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Float, String, Table, Text, delete, insert, select, update
from sqlalchemy.engine import Connection

from assistant.store.tables import metadata

claims = Table(
    "slack_claims",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("until", Float, nullable=False, index=True),
)

threads = Table(
    "slack_threads",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("seen", Float, nullable=False, index=True),
)

answers = Table(
    "slack_answers",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation", String(128), nullable=False),
    Column("asked", Float, nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("reply", JSON, nullable=False),
)


@dataclass(frozen=True)
class Kept:
    """An answer given in Slack. ``question`` is masked; ``reply`` has text, buttons and custom."""

    id: str
    conversation: str
    question: str
    reply: Mapping[str, Any]


def digest(*parts: str) -> str:
    """One short key for several ids, from which none of them can be read."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


def claim(connection: Connection, key: str, seconds: float) -> bool:
    """Takes a key for a time; False if somebody holds it.

    Raises:
        IntegrityError: somebody took it in the same moment.
    """
    now = time.time()
    values = {"until": now + seconds}
    if connection.execute(update(claims).where(claims.c.key == key, claims.c.until < now).values(values)).rowcount:
        return True
    if connection.execute(select(claims.c.key).where(claims.c.key == key)).first():
        return False
    connection.execute(insert(claims).values(key=key, **values))
    return True


def release(connection: Connection, key: str) -> None:
    """Gives a key back."""
    connection.execute(delete(claims).where(claims.c.key == key))


def join(connection: Connection, key: str) -> None:
    """Notes that the assistant takes part in a thread.

    Raises:
        IntegrityError: another worker noted it in the same moment.
    """
    now = time.time()
    if not connection.execute(update(threads).where(threads.c.key == key).values(seen=now)).rowcount:
        connection.execute(insert(threads).values(key=key, seen=now))


def takes_part(connection: Connection, key: str) -> bool:
    """Whether the assistant takes part in a thread."""
    return connection.execute(select(threads.c.key).where(threads.c.key == key)).first() is not None


def keep(connection: Connection, kept: Kept) -> None:
    """Keeps an answer, for its buttons."""
    connection.execute(
        insert(answers).values(
            id=kept.id,
            conversation=kept.conversation,
            asked=time.time(),
            question=kept.question,
            reply=dict(kept.reply),
        )
    )


def find(connection: Connection, answer: str) -> Kept | None:
    """An answer by its id."""
    row = connection.execute(select(answers).where(answers.c.id == answer)).mappings().first()
    return None if row is None else Kept(row["id"], row["conversation"], row["question"], row["reply"])


def purge(connection: Connection, days: float) -> int:
    """Deletes what is older than told, and claims whose time is up; returns how many rows went."""
    now = time.time()
    old = now - days * 24 * 3600.0
    return sum(
        connection.execute(statement).rowcount
        for statement in (
            delete(claims).where(claims.c.until < now),
            delete(threads).where(threads.c.seen < old),
            delete(answers).where(answers.c.asked < old),
        )
    )
