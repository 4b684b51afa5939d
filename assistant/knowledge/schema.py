"""JSON Schemas of the knowledge files, so that editors complete and check while one writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.schema import schema as pydantic_schema

from assistant.knowledge import notice
from assistant.knowledge.loader import FOLDERS, LISTS
from assistant.knowledge.records import Record

_DRAFT = "http://json-schema.org/draft-07/schema#"


def schemas() -> dict[str, dict[str, Any]]:
    """A schema by file name, for each kind of YAML file."""
    found = {f"{kind[:-1]}.json": _of_record(model) for kind, model in FOLDERS.items()}
    return found | {f"{kind}.json": _of_list(model) for kind, model in LISTS.items()}


def as_text(schema: dict[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write(root: Path) -> None:
    """Write all schemas to ``root``/schema, and that of the emergency notice beside the notice."""
    folder = root / "schema"
    folder.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (folder / name).write_text(as_text(schema), encoding="utf-8")
    (root.parent / notice.SCHEMA).write_text(as_text(notice.schema()), encoding="utf-8")


def _of_record(model: type[Record]) -> dict[str, Any]:
    return {"$schema": _DRAFT, "$ref": f"#/definitions/{model.__name__}", **pydantic_schema([model])}


def _of_list(model: type[Record]) -> dict[str, Any]:
    items = {"$ref": f"#/definitions/{model.__name__}"}
    return {"$schema": _DRAFT, "type": "array", "items": items, **pydantic_schema([model])}
