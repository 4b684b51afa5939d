"""Disks that are full and files that may not be written, made for real: a small file system of our own, or limits."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.running import Assistant

SIZE = 128 * 1024 * 1024


@dataclass(frozen=True)
class SmallDisk:
    """A folder that can be filled up. ``mounted``: a file system of its own; else files are kept from growing."""

    folder: Path
    mounted: bool

    def fill(self, assistant: Assistant) -> None:
        """No byte more fits."""
        if not self.mounted:
            for role in ("rasa", "actions"):
                resource.prlimit(assistant.child(role), resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
            return
        with (self.folder / "filler").open("wb", buffering=0) as filler:
            for size in (1024 * 1024, 4096, 1):
                with suppress(OSError):
                    while filler.write(b"x" * size):
                        pass

    def clear(self, assistant: Assistant) -> None:
        """There is room again."""
        if not self.mounted:
            for role in ("rasa", "actions"):
                resource.prlimit(
                    assistant.child(role), resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
                )
            return
        (self.folder / "filler").unlink()


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """A small disk: a tmpfs where we may mount one, else the folder itself with a limit on the size of files."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield SmallDisk(folder, mounted)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def obeying_permissions() -> list[str]:
    """What to start a program with so that a file's permissions count, also for root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
