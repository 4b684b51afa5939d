"""The Python environments of both sides: making the stock one, and how much room each takes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

from assistant.settings import ROOT

STOCK = Path(__file__).parent / "stock"
FOLDER = ROOT / ".run" / "bench"
OURS_ENVIRONMENT = ROOT / ".venv"
STOCK_ENVIRONMENT = FOLDER / "stock-env"
_RECORD = FOLDER / "stock-env.json"


class EnvironmentFault(Exception):
    """The stock environment could not be made; the message says what uv said."""


def stock_python() -> Path:
    """The interpreter of the stock environment."""
    return STOCK_ENVIRONMENT / "bin" / "python"


def make_stock() -> int:
    """Makes sure that the stock environment is there, as locked; about 3 GB.

    Returns:
        The bytes it takes with Rasa alone, measured before the packages of the linker are added.

    Raises:
        EnvironmentFault: uv could not install it.
    """
    lock = hashlib.sha256((STOCK / "uv.lock").read_bytes()).hexdigest()
    try:
        record = json.loads(_RECORD.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        record = {}
    if record.get("lock") == lock and stock_python().exists():
        return int(record["bytes"])
    uv = _uv()
    _sync(uv)
    alone = size(STOCK_ENVIRONMENT)
    _sync(uv, "--group", "linker")
    _RECORD.write_text(json.dumps({"lock": lock, "bytes": alone}), encoding="utf-8")
    return alone


def size(folder: Path) -> int:
    """Bytes that a folder takes on the disk; a file with several names counts once, links are not followed."""
    seen: set[tuple[int, int]] = set()
    total = 0
    for place, _, files in os.walk(folder):
        for name in files:
            entry = os.lstat(os.path.join(place, name))  # noqa: PTH118 - 40,000 files, and Path takes four times as long
            if (entry.st_dev, entry.st_ino) not in seen:
                seen.add((entry.st_dev, entry.st_ino))
                total += entry.st_blocks * 512
    return total


def _uv() -> str:
    done = subprocess.run([ROOT / "scripts" / "env.sh"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise EnvironmentFault(done.stderr.strip())
    return done.stdout.splitlines()[-1]


def _sync(uv: str, *more: str) -> None:
    STOCK_ENVIRONMENT.parent.mkdir(parents=True, exist_ok=True)
    command = [uv, "sync", "--frozen", "--compile-bytecode", "--quiet", *more]
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(STOCK_ENVIRONMENT)}
    done = subprocess.run(command, cwd=STOCK, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise EnvironmentFault(f"The stock environment could not be installed:\n{done.stderr.strip()}")
