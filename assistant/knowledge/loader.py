"""Loading the knowledge files into a KnowledgeBase."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from assistant.knowledge import yaml_file
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.problem import KnowledgeError, Problem
from assistant.knowledge.records import (
    Agency,
    AmbiguousName,
    Contact,
    Contribution,
    Operation,
    Place,
    Record,
    RegionNames,
    Source,
    Term,
    Topic,
    UnMission,
)

RecordT = TypeVar("RecordT", bound=Record)

# One file with a list of records each.
LISTS: dict[str, type[Record]] = {
    "sources": Source,
    "terms": Term,
    "agencies": Agency,
    "contacts": Contact,
    "places": Place,
    "regions": RegionNames,
    "ambiguous_names": AmbiguousName,
}
# One folder with a record in each file.
FOLDERS: dict[str, type[Record]] = {"operations": Operation, "topics": Topic}
# Tables.
TABLES: dict[str, type[Record]] = {"un_missions": UnMission, "contributions": Contribution}


def key_of(kind: str) -> str:
    """The field that identifies a record of a kind."""
    return {"places": "code", "ambiguous_names": "name"}.get(kind, "id")


def load(root: Path) -> KnowledgeBase:
    """Load every knowledge file below ``root`` (data/knowledge).

    Raises:
        KnowledgeError: a file is missing or broken, or a record is malformed; every problem names file, line and fix.
    """
    problems: list[Problem] = []
    found: dict[str, list[Record]] = {}
    for kind, model in LISTS.items():
        found[kind] = list(_list_file(root, kind, model, problems))
    for kind, model in FOLDERS.items():
        found[kind] = list(_folder(root, kind, model, problems))
    for kind, model in TABLES.items():
        found[kind] = list(_table(root, kind, model, problems))
    if problems:
        raise KnowledgeError(problems)
    records: dict[str, Any] = {
        kind: {getattr(item, key_of(kind)): item for item in found[kind]}
        for kind in ("sources", "operations", "topics", "terms", "agencies", "contacts", "places", "regions")
    }
    return KnowledgeBase(
        version=version_of(root),
        un_missions=tuple(found["un_missions"]),  # type: ignore[arg-type]
        contributions=tuple(found["contributions"]),  # type: ignore[arg-type]
        ambiguous_names=tuple(found["ambiguous_names"]),  # type: ignore[arg-type]
        **records,
    )


def files(root: Path) -> list[Path]:
    """The knowledge files, in a fixed order; the exported schemas are none of them."""
    names = [root / f"{kind}.yml" for kind in LISTS] + [root / f"{kind}.csv" for kind in TABLES]
    for kind in FOLDERS:
        names += sorted((root / kind).glob("*.yml"))
    return [path for path in names if path.exists()]


def version_of(root: Path) -> str:
    """A short hash over names and contents of all knowledge files."""
    digest = hashlib.sha256()
    for path in files(root):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _list_file(root: Path, kind: str, model: type[RecordT], problems: list[Problem]) -> Iterator[RecordT]:
    path, shown = root / f"{kind}.yml", f"{kind}.yml"
    content = _read(path, shown, problems)
    if content is None:
        return
    if not isinstance(content, list):
        problems.append(Problem(shown, 1, "the file is no list of records", "begin each record with '- '"))
        return
    seen: set[str] = set()
    for number, item in enumerate(content):
        record = _record(model, item, path, shown, [number], problems)
        if record is None:
            continue
        key = getattr(record, key_of(kind))
        if key in seen:
            line = yaml_file.line_of(path, [number])
            fix = "give the second an id of its own, or make them one"
            problems.append(Problem(shown, line, f"'{key}' stands twice in this file", fix))
        seen.add(key)
        yield record


def _folder(root: Path, kind: str, model: type[RecordT], problems: list[Problem]) -> Iterator[RecordT]:
    if not (root / kind).is_dir():
        problems.append(Problem(f"{kind}/", 1, "the folder is missing", "restore it from git"))
    for path in sorted((root / kind).glob("*.yml")):
        shown = f"{kind}/{path.name}"
        record = _record(model, _read(path, shown, problems), path, shown, [], problems)
        if record is None:
            continue
        if getattr(record, "id", None) != path.stem:
            line = yaml_file.line_of(path, ["id"])
            fix = f"name the file after the id, or write 'id: {path.stem}'"
            problems.append(Problem(shown, line, "the id is not the name of the file", fix))
        yield record


def _read(path: Path, shown: str, problems: list[Problem]) -> Any:
    if not path.exists():
        problems.append(Problem(shown, 1, "the file is missing", "restore it from git"))
        return None
    try:
        return yaml_file.read(path, shown)
    except KnowledgeError as error:
        problems.extend(error.problems)
        return None


def _record(
    model: type[RecordT], item: Any, path: Path, shown: str, keys: Sequence[int], problems: list[Problem]
) -> RecordT | None:
    if item is None and any(problem.file == shown for problem in problems):
        return None
    if not isinstance(item, Mapping):
        line = yaml_file.line_of(path, keys)
        problems.append(Problem(shown, line, "this is no record", "write 'key: value' lines"))
        return None
    try:
        return model.parse_obj(item)
    except ValidationError as error:
        for fault in error.errors():
            where = [*keys, *fault["loc"]]
            line = yaml_file.line_of(path, where)
            problems.append(Problem(shown, line, *_explain(fault, model)))
        return None


def _explain(fault: Mapping[str, Any], model: type[Record]) -> tuple[str, str]:
    """What a validation error means, and the fix."""
    name = ".".join(str(part) for part in fault["loc"] if not isinstance(part, int))
    kind = str(fault["type"])
    if kind == "value_error.extra":
        return f"unknown field '{name}'", f"take it out or correct it; schema/ lists the fields of a {model.__name__}"
    if kind == "value_error.missing":
        fix = "name the source: a fact without one does not load" if name.endswith("source") else f"add '{name}:'"
        return f"the field '{name}' is missing", fix
    if kind == "value_error.const":
        allowed = ", ".join(str(value) for value in fault["ctx"]["permitted"])
        return f"'{fault['ctx']['given']}' is no value for '{name}'", f"use one of: {allowed}"
    return f"'{name}': {fault['msg']}", "see docs/knowledge.md for what the field takes"


def _table(root: Path, kind: str, model: type[RecordT], problems: list[Problem]) -> Iterator[RecordT]:
    path, shown = root / f"{kind}.csv", f"{kind}.csv"
    if not path.exists():
        problems.append(Problem(shown, 1, "the file is missing", "restore it from git"))
        return
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        for row in rows:
            try:
                yield model.parse_obj({key: value for key, value in row.items() if value != ""})
            except ValidationError as error:
                for fault in error.errors():
                    problems.append(Problem(shown, rows.line_num, *_explain(fault, model)))
