"""How a method of Rasa is changed and compared with what it was; what is changed stands in ``rasa_patches``."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assistant.settings import Settings

ORIGINALS: dict[tuple[type, str], Any] = {}


@dataclass(frozen=True)
class Patch:
    """One changed method of Rasa: where, why, and what it looked like when the change was written."""

    owner: type
    method: str
    reason: str
    upstream: str
    make: Callable[[Settings, Callable[..., Any]], Any]


def change(settings: Settings, patch: Patch) -> None:
    """Changes the method in this process."""
    original = ORIGINALS.setdefault((patch.owner, patch.method), inspect.getattr_static(patch.owner, patch.method))
    setattr(patch.owner, patch.method, patch.make(settings, original))


def take_back() -> None:
    """Leaves Rasa in this process as it came."""
    for (owner, method), original in ORIGINALS.items():
        setattr(owner, method, original)


def fingerprint(patch: Patch) -> str:
    """A hash of the upstream source that the patch stands on."""
    original = ORIGINALS.get((patch.owner, patch.method)) or inspect.getattr_static(patch.owner, patch.method)
    return hashlib.sha256(inspect.getsource(plain(original)).encode()).hexdigest()[:16]


def plain(original: Any) -> Callable[..., Any]:
    """The function itself, out of a static method or a context manager."""
    function = original.__func__ if isinstance(original, staticmethod) else original
    unwrapped: Callable[..., Any] = inspect.unwrap(function)
    return unwrapped
