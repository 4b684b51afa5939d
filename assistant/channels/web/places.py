"""How many turns of the web channel are in progress at once, and how many of them may be about long messages."""

from __future__ import annotations

import asyncio

# One process answers no faster with more, and when there is more to do than it can, all would come too late; so the
# first come are served in time and the others hear soon that they are not.
AT_ONCE = 8
# Long messages are read one after the other. Who sends many of them must not hold every place while they wait.
LONG_AT_ONCE = 4
# Characters from which a message is long; those are read beside the others (assistant.server.long_messages).
LONG = 80


class Places:
    """Places for turns. A long message needs one of a few of its own as well."""

    def __init__(self) -> None:
        self._all = asyncio.Semaphore(AT_ONCE)
        self._long = asyncio.Semaphore(LONG_AT_ONCE)

    async def take(self, text: str, seconds: float) -> bool:
        """Waits for a place, as long as the person waits; a turn nobody waits for any more is not begun."""
        taken: list[asyncio.Semaphore] = []
        try:
            await asyncio.wait_for(self._take(text, taken), seconds)
        except asyncio.TimeoutError:
            for place in taken:
                place.release()
            return False
        return True

    def give_back(self, text: str) -> None:
        """After the turn."""
        for place in self._needed(text):
            place.release()

    async def _take(self, text: str, taken: list[asyncio.Semaphore]) -> None:
        for place in self._needed(text):
            await place.acquire()
            taken.append(place)

    def _needed(self, text: str) -> list[asyncio.Semaphore]:
        return [self._long, self._all] if len(text) > LONG else [self._all]
