"""Writes the files of a report: Markdown to read, JSON to compare with, a picture."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from assistant.knowledge.base import KnowledgeBase
from evaluation.catalogue import family_of
from evaluation.confusion_picture import confusion, draw
from evaluation.run import Played
from evaluation.tally import Report

FOLDER = Path(__file__).parent / "report"


def write_report(report: Report, text: str, played: Sequence[Played], kb: KnowledgeBase, folder: Path = FOLDER) -> None:
    """Write ``latest.md``, ``latest.json`` and ``confusion.svg``; committing them is a decision of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    picture = "\n![Expected against got, open set](confusion.svg)\n"
    (folder / "latest.md").write_text(text + picture, encoding="utf-8")
    data = json.dumps(report.dict(), indent=1, ensure_ascii=False)
    (folder / "latest.json").write_text(data + "\n", encoding="utf-8")
    draw(confusion(played, partial(family_of, kb)), folder / "confusion.svg")
