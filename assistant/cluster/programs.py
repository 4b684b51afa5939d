"""The programs of others that a cluster is made of, and what to install where one is missing."""

from __future__ import annotations

import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

# Debian keeps them off the path of ordinary users.
_PLACES = ("/usr/sbin", "/usr/local/sbin", "/usr/lib/rabbitmq/bin")
# By package, in the order in which they are told.
_NEEDED = {
    "postgresql": ("initdb", "postgres"),
    "redis-server": ("redis-server",),
    "nginx-light": ("nginx",),
    "rabbitmq-server": ("rabbitmq-server", "epmd"),
}


class ProgramsMissing(Exception):
    """Something has to be installed first; the message says what."""


@dataclass(frozen=True)
class Programs:
    """Where each program lies."""

    initdb: str
    postgres: str
    redis: str
    nginx: str
    rabbitmq: str
    epmd: str


def find() -> Programs:
    """Looks for all of them.

    Raises:
        ProgramsMissing: some are not there.
    """
    packages = [package for package, names in _NEEDED.items() if not all(_where(name) for name in names)]
    if packages:
        raise ProgramsMissing(
            f"A cluster needs {', '.join(packages)}, which this machine has not: apt-get install {' '.join(packages)}"
        )
    found = [_where(name) for name in ("initdb", "postgres", "redis-server", "nginx", "rabbitmq-server", "epmd")]
    return Programs(*(str(path) for path in found))


def unprivileged() -> str | None:
    """Whom root hands over to: PostgreSQL does not run as root, and nginx's workers should not."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _where(name: str) -> str | None:
    if name in ("initdb", "postgres"):
        newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
        if newest:
            return str(newest[-1])
    if name == "rabbitmq-server" and Path("/usr/lib/rabbitmq/bin/rabbitmq-server").exists():
        # the one on the path is a wrapper that changes to another user
        return "/usr/lib/rabbitmq/bin/rabbitmq-server"
    return shutil.which(name) or shutil.which(name, path=os.pathsep.join(_PLACES))
