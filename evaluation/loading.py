"""Reads the question sets, naming file and line of whatever is wrong in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.knowledge import yaml_file
from assistant.knowledge.problem import KnowledgeError
from evaluation.case import Case

SETS = Path(__file__).parent / "sets"
SET_NAMES = ("open", "frozen")


class BadSetError(Exception):
    """A question set cannot be read: the message lists every fault with file and line."""


def load_set(name: str, root: Path = SETS) -> tuple[Case, ...]:
    """Load all cases of one set.

    Args:
        name: ``open`` or ``frozen``.
        root: folder that holds the sets.

    Raises:
        BadSetError: if any case is malformed or an id occurs twice.
    """
    cases: list[Case] = []
    faults: list[str] = []
    seen: dict[str, str] = {}
    for path in sorted((root / name).glob("*.yml")):
        label = f"{name}/{path.name}"
        try:
            rows = yaml_file.read(path, label)
        except KnowledgeError as fault:
            faults.append(str(fault))
            continue
        if rows is not None and not isinstance(rows, list):
            faults.append(f"{label}:1: must be a list of cases")
            continue
        for number, row in enumerate(rows or ()):
            try:
                case = Case.parse_obj(row)
            except ValidationError as fault:
                where = f"{label}:{yaml_file.line_of(path, [number])}"
                faults += [f"{where}: {_told(error)}" for error in fault.errors()]
                continue
            if case.id in seen:
                faults.append(f"{label}:{yaml_file.line_of(path, [number])}: id {case.id} is taken in {seen[case.id]}")
            seen[case.id] = label
            cases.append(case)
    if faults:
        raise BadSetError("\n".join(faults))
    return tuple(cases)


def _told(error: Any) -> str:
    place = ".".join(str(part) for part in error["loc"] if part != "__root__")
    return f"{place}: {error['msg']}" if place else str(error["msg"])
