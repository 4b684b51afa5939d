"""Texts shared by the channels and the widget, one file a language in widget/locales."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from assistant.settings import ROOT

LOCALES = ROOT / "widget" / "locales"


@lru_cache(maxsize=8)
def texts(language: str = "en-NZ") -> Mapping[str, Any]:
    """All texts of a language."""
    loaded: Mapping[str, Any] = json.loads((LOCALES / f"{language}.json").read_text(encoding="utf-8"))
    return loaded


def notice(masked: Iterable[str], language: str = "en-NZ") -> str:
    """What a person is told when personal details were taken out of a message; empty if none were."""
    said = texts(language)
    names = [str(said["masked_kinds"][kind]) for kind in masked]
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {said['and']} {names[-1]}"
    return str(said["masked"]).format(kinds=listed)
