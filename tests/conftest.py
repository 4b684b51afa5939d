"""What every test has around it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import jsonschema.exceptions
import jsonschema.validators
import pytest
from redis import Redis

from assistant.settings import QUIET
from tests import redis_server

os.environ.update({key: value for key, value in QUIET.items() if key != "PYTHONWARNINGS"})

# schemathesis, which pytest loads for every test, asks for two names that jsonschema has since 4.18; Rasa takes 4.17.
jsonschema.exceptions._RefResolutionError = jsonschema.exceptions.RefResolutionError
jsonschema.validators._RefResolver = jsonschema.validators.RefResolver


@pytest.fixture(scope="session")
def started_redis() -> Iterator[str]:
    """The address of a real Redis server that runs for the session."""
    server = redis_server.program()
    if server is None:
        pytest.skip("no Redis server on this machine: apt-get install redis-server")
    with redis_server.running(server) as url:
        yield url


@pytest.fixture
def redis_url(started_redis: str) -> str:
    """The same server, emptied for each test."""
    with Redis.from_url(started_redis) as client:
        client.flushall()
    return started_redis
