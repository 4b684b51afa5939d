"""A PostgreSQL server of the tests' own, from Debian's package, on a socket in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DATABASE = "conversations"


@dataclass(frozen=True)
class Postgres:
    """A running server."""

    programs: Path
    folder: Path
    user: str
    port: int

    @property
    def url(self) -> str:
        """Address of its database for SQLAlchemy."""
        return f"postgresql://{self.user}@/{DATABASE}?host={self.folder}&port={self.port}"

    @property
    def endpoints(self) -> str:
        """The tracker store in endpoints.yml."""
        return (
            "tracker_store:\n  type: SQL\n  dialect: postgresql\n"
            f"  url: ''\n  db: {DATABASE}\n  username: {self.user}\n"
            f"  query:\n    host: {self.folder}\n    port: '{self.port}'\n"
        )


def programs() -> Path | None:
    """Where the newest server's programs lie; none without one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


@contextmanager
def running(where: Path) -> Iterator[Postgres]:
    """Starts a server and stops it afterwards. Root hands over to another user: PostgreSQL does not run as root."""
    user = _unprivileged() if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        if os.getuid() == 0:
            shutil.chown(folder, user)
        server = Postgres(where, folder, user, 54329)
        data = folder / "data"
        _run(server, "initdb", "-D", data, "-A", "trust", "-U", user, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-k {folder} -p {server.port} -c listen_addresses='' -c fsync=off"
        _run(server, "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
        try:
            _run(server, "createdb", "-h", folder, "-p", server.port, "-U", user, DATABASE)
            yield server
        finally:
            _run(server, "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _run(server: Postgres, program: str, *arguments: object) -> None:
    command = [str(server.programs / program), *map(str, arguments)]
    switched = {"user": server.user, "group": pwd.getpwnam(server.user).pw_gid} if os.getuid() == 0 else {}
    result = subprocess.run(
        command,
        cwd=server.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        **switched,  # type: ignore[call-overload]
    )
    assert result.returncode == 0, f"{program}: {result.stderr}"


def _unprivileged() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
