"""The same databases as for the store: SQLite, and PostgreSQL where it is installed."""

from tests.store.conftest import database, endpoints, server

__all__ = ["database", "endpoints", "server"]
