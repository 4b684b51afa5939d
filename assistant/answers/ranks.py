"""Ranks as they stand before a person's name in a statement."""

from __future__ import annotations

#: As a pattern.
RANK = r"(?:Private|Corporal|Sergeant|Lieutenant|Captain|Major|Colonel|General|Brigadier|Commodore|Inspector)"
