"""A mock Slack, and the channel connected to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.slack.mock_slack import MockSlack
from tests.slack.served import Served, serving


@pytest.fixture
async def slack() -> AsyncIterator[MockSlack]:
    """Slack on loopback."""
    mock = MockSlack()
    await mock.start()
    yield mock
    await mock.stop()


@pytest.fixture
async def served(tmp_path: Path, slack: MockSlack) -> AsyncIterator[Served]:
    """The channel, connected."""
    async with serving(tmp_path, slack) as running:
        yield running
