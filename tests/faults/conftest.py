"""One assistant for all tests of faults, with its database on a small disk of its own. Each test leaves it well."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.settings import ROOT
from tests.e2e.conftest import say
from tests.e2e.running import Assistant, running
from tests.faults.disks import SmallDisk, obeying_permissions, small_disk

__all__ = ["say"]


@dataclass(frozen=True)
class Victim:
    """The assistant that is maltreated."""

    assistant: Assistant
    disk: SmallDisk
    database: Path
    knowledge: Path

    def reason(self) -> str:
        """Why /health says that no question can be answered; empty if one can."""
        status, body = self.assistant.health()
        return str(body.get("reason")) if status == 503 else ""

    def becomes(self, words: str, seconds: float = 40) -> bool:
        """Waits until /health names the fault."""
        return self.assistant.wait_for(lambda: words in self.reason(), seconds)

    def is_well(self, seconds: float = 90) -> bool:
        """Waits until all is well."""
        return self.assistant.wait_for(lambda: self.assistant.health()[0] == 200, seconds)

    def kill(self, role: str = "rasa") -> None:
        """Ends one of the two servers."""
        os.kill(self.assistant.child(role), signal.SIGKILL)


@pytest.fixture(scope="session")
def victim(tmp_path_factory: pytest.TempPathFactory, say: Callable[[str], None]) -> Iterator[Victim]:
    folder = tmp_path_factory.mktemp("victim")
    knowledge = folder / "knowledge"
    knowledge.symlink_to(ROOT / "data" / "knowledge")
    rates = {"WEB_SESSION_RATE": "100000/minute", "WEB_ADDRESS_RATE": "100000/minute"}
    with small_disk(folder / "disk") as disk:
        database = disk.folder / "conversations.db"
        places = {"TRACKER_DB": str(database), "KNOWLEDGE_DIR": str(knowledge)}
        with running(folder, say, obeying_permissions(), **places, **rates) as started:
            yield Victim(started, disk, database, knowledge)
