"""Tables in the same database as Rasa's conversations. Times are seconds since the epoch, in UTC, as in Rasa's own."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Float, Integer, MetaData, String, Table, Text, UniqueConstraint

metadata = MetaData()

sessions = Table(
    "web_sessions",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("round", Integer, nullable=False, default=0),
    Column("started", Float, nullable=False),
    Column("seen", Float, nullable=False, index=True),
)

turns = Table(
    "web_turns",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("session", String(40), nullable=False),
    Column("round", Integer, nullable=False),
    Column("id", String(64), nullable=False),
    Column("asked", Float, nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("masked", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("answer", JSON),
    UniqueConstraint("session", "id"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("channel", String(16), nullable=False),
    Column("conversation", String(128), nullable=False),
    Column("message", String(64), nullable=False),
    Column("given", Float, nullable=False, index=True),
    Column("verdict", String(8), nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("kind", String(64)),
    Column("facts", JSON, nullable=False),
    UniqueConstraint("conversation", "message"),
)

unanswered = Table(
    "unanswered_questions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("channel", String(16), nullable=False),
    Column("asked", Float, nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("kind", String(64)),
)

# One row that /health writes: whether there is room and leave to write shows in no other way.
signs_of_life = Table(
    "signs_of_life",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False),
)
