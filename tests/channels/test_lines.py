"""The channels' fixed lines are in the domain, and the one for trouble says where to turn."""

from __future__ import annotations

from assistant.channels import lines


def test_lines_of_the_domain() -> None:
    loaded = lines.load()
    assert "https://www.mfat.govt.nz/" in loaded.unavailable
    assert loaded.try_again
    assert loaded.no_words
