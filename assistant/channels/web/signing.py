"""Session tokens: issued and signed here, so that nobody gets at a conversation by naming it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from assistant.settings import ROOT

KEY_FILE = ROOT / ".run" / "web-session.key"
_TOKEN = re.compile(r"v1\.([A-Za-z0-9_-]{22})\.(\d{1,12})\.([A-Za-z0-9_-]{43})")


@dataclass(frozen=True)
class Signer:
    """Issues tokens and reads them back. ``seconds``: how long a token is good for."""

    key: bytes
    seconds: float

    def issue(self, session: str) -> str:
        """A token for a session, as of now."""
        body = f"v1.{session}.{int(time.time())}"
        return f"{body}.{self._signature(body)}"

    def read(self, token: str | None) -> str | None:
        """The session of a token; none where it is not ours or too old."""
        match = _TOKEN.fullmatch(token or "")
        if match is None:
            return None
        body = f"v1.{match[1]}.{match[2]}"
        if not hmac.compare_digest(self._signature(body), match[3]):
            return None
        age = time.time() - int(match[2])
        return match[1] if -60 <= age <= self.seconds else None

    def _signature(self, body: str) -> str:
        digest = hmac.new(self.key, body.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def new_session() -> str:
    """An id that cannot be guessed: 128 bits."""
    return secrets.token_urlsafe(16)


def key_of(configured: str | None, file: Path = KEY_FILE) -> bytes:
    """The signing key: the configured one, else one that is made once and kept, so that sessions outlive a restart."""
    if configured:
        return hashlib.sha256(configured.encode()).digest()
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept(file)
    key = secrets.token_bytes(32)
    with os.fdopen(handle, "wb") as opened:
        opened.write(key)
    return key


def _kept(file: Path) -> bytes:
    for _ in range(50):  # another process may be writing it this moment
        key = file.read_bytes()
        if len(key) == 32:
            return key
        time.sleep(0.02)
    raise ValueError(f"{file} does not hold a session key of 32 bytes: remove it and start again")
