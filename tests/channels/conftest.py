"""One web channel with a scripted assistant for all tests of the API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.channels.web_server import Visitor, Web, serving


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """The running web channel."""
    with serving(tmp_path_factory.mktemp("web")) as started:
        yield started


@pytest.fixture
def visitor(web: Web) -> Visitor:
    """Somebody with a fresh session."""
    someone = web.visitor()
    someone.start()
    return someone
