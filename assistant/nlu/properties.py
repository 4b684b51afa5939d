"""Names of the properties and features that the components pass on to each other on a message."""

from __future__ import annotations

from typing import Final

ANSWERABLE: Final = "answerable"
CLAUSES: Final = "clauses"
CLAUSE_GROUP: Final = "clause_group"
FACTS: Final = "facts"
FACTS_IN_TALK: Final = "facts_in_talk"
INHERITS: Final = "inherits"
MASKED_TEXT: Final = "masked_text"
NEAREST: Final = "nearest"
SCENE: Final = "scene"
TALKED_ABOUT: Final = "talked_about"
THRESHOLD: Final = "confidence_threshold"

MASKED_ORIGIN: Final = "masked"
PLAIN_ORIGIN: Final = "plain"
