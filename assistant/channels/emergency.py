"""Keeps the emergency notice and the off switch at hand: a change of the file counts from the next message on."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from assistant.knowledge.notice import Notice, read
from assistant.knowledge.problem import KnowledgeError
from assistant.settings import from_environment

logger = logging.getLogger(__name__)

Mark = tuple[int, int, int]


class Watch:
    """Reads the file again when it has changed. Asking costs one look at the file's times, some microseconds.

    Attributes:
        trouble: why the file as it is now cannot be used; none if it can.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trouble: str | None = None
        self._notice = Notice()
        self._mark: Mark | str | None = "not looked at yet"

    def now(self) -> Notice:
        """The notice in force. With a fault in the file it is the last good one, and the log says so once."""
        mark = _mark(self.path)
        if mark == self._mark:
            return self._notice
        self._mark = mark
        before = self._notice
        try:
            self._notice = read(self.path)
        except (KnowledgeError, OSError) as error:
            self.trouble = str(error)
            logger.error("%s cannot be used, the last good one stays in force: %s", self.path.name, error)
            return self._notice
        self.trouble = None
        if (self._notice.switched_off, self._notice.notice) != (before.switched_off, before.notice):
            logger.warning(
                "The emergency notice has changed: the assistant is %s, with %s",
                "off" if self._notice.switched_off else "on",
                "a notice" if self._notice.notice else "no notice",
            )
        return self._notice


@lru_cache(maxsize=1)
def watch() -> Watch:
    """The one watch of this process."""
    return Watch(from_environment().notice)


def _mark(path: Path) -> Mark | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino
