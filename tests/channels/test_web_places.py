"""Places for turns: so many at once, and long messages never hold all of them."""

from __future__ import annotations

from assistant.channels.web.places import AT_ONCE, LONG, LONG_AT_ONCE, Places

SHORT_TEXT, LONG_TEXT = "x" * LONG, "x" * (LONG + 1)


async def test_so_many_at_once_and_no_more() -> None:
    places = Places()
    assert [await places.take(SHORT_TEXT, 0.01) for _ in range(AT_ONCE)] == [True] * AT_ONCE
    assert not await places.take(SHORT_TEXT, 0.01)
    places.give_back(SHORT_TEXT)
    assert await places.take(SHORT_TEXT, 0.01)


async def test_long_messages_leave_places_for_short_ones() -> None:
    places = Places()
    taken = [await places.take(LONG_TEXT, 0.01) for _ in range(AT_ONCE)]
    assert taken.count(True) == LONG_AT_ONCE
    assert [await places.take(SHORT_TEXT, 0.01) for _ in range(AT_ONCE - LONG_AT_ONCE)] == [True] * LONG_AT_ONCE


async def test_who_gives_up_holds_nothing() -> None:
    places = Places()
    for _ in range(AT_ONCE):
        await places.take(SHORT_TEXT, 0.01)
    for _ in range(2 * LONG_AT_ONCE):
        assert not await places.take(LONG_TEXT, 0.001)
    places.give_back(SHORT_TEXT)
    assert await places.take(LONG_TEXT, 0.01)
