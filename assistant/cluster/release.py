"""A release: one state of the knowledge, checked, with the model that fits. Each lane serves one as a whole."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from assistant.cluster.services import ServiceFailed
from assistant.settings import QUIET, ROOT, from_environment


@dataclass(frozen=True)
class Release:
    """A copy of the knowledge, so that editing goes on beside it, and the fingerprint of its model."""

    knowledge: Path
    model: str

    def environment(self) -> dict[str, str]:
        """What servers of this release get to know."""
        return {"KNOWLEDGE_DIR": str(self.knowledge), "MODEL": self.model}


async def make(folder: Path, number: int) -> Release:
    """Copies the knowledge, checks it, and trains a model if there is none that fits.

    Raises:
        ServiceFailed: the knowledge has faults or no model could be trained; what is wrong has been printed.
    """
    from assistant.server import model

    place = folder / "releases" / str(number) / "knowledge"
    shutil.copytree(from_environment().knowledge, place)
    environment = {**os.environ, **QUIET, "KNOWLEDGE_DIR": str(place)}
    # Training gives way to those who answer on this machine meanwhile.
    training = await asyncio.create_subprocess_exec(
        "nice", "-n", "10", sys.executable, "-m", "assistant.server", "train-if-needed", cwd=ROOT, env=environment
    )
    if await training.wait():
        raise ServiceFailed("There is no release: what is wrong stands above.")
    mark = await asyncio.to_thread(lambda: model.fingerprint(from_environment(environment)))
    return Release(place, mark)
