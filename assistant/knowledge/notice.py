"""The emergency notice and the off switch, data/notice.yml: the one file that is read again while running."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, validator
from pydantic.schema import schema as pydantic_schema

from assistant.knowledge import yaml_file
from assistant.knowledge.problem import KnowledgeError, Problem
from assistant.knowledge.records import Record

SCHEMA = "notice.schema.json"
_LONGEST = 500
_PAGE = re.compile(r"https?://\S+")


class Notice(Record):
    """What is said to everybody. The defaults say nothing and answer."""

    notice: str = Field("", max_length=_LONGEST, description="put in front of every answer; empty: nothing is")
    switched_off: bool = Field(False, description="true: no question is answered, every message gets off_text")
    off_text: str = Field(
        "",
        max_length=_LONGEST,
        description="what is said while switched_off is true; with the address of a page where people can ask",
    )

    @validator("notice", "off_text", pre=True)
    def _one_paragraph(cls, value: object) -> object:  # noqa: N805 - pydantic hands over the class
        return " ".join(value.split()) if isinstance(value, str) else "" if value is None else value

    @validator("switched_off", pre=True)
    def _yes_or_no(cls, value: object) -> object:  # noqa: N805
        if not isinstance(value, bool):
            raise ValueError("must be true or false")
        return value

    @validator("off_text", always=True)
    def _with_a_page(cls, value: str, values: dict[str, Any]) -> str:  # noqa: N805
        if (value or values.get("switched_off")) and not _PAGE.search(value):
            raise ValueError("holds no address of a page where people can ask")
        return value


def read(path: Path) -> Notice:
    """The notice on file; a file that is not there says nothing.

    Raises:
        KnowledgeError: the file cannot be used; the problem names line and fix.
    """
    if not path.exists():
        return Notice()
    content = yaml_file.read(path, path.name)
    if content is None:
        return Notice()
    if not isinstance(content, dict):
        raise KnowledgeError(
            [Problem(path.name, 1, "no fields", "write notice, switched_off and off_text, one a line")]
        )
    try:
        return Notice(**content)
    except ValidationError as error:
        raise KnowledgeError([_problem(path, each) for each in error.errors()]) from None
    except TypeError:
        raise KnowledgeError(
            [Problem(path.name, 1, "a field whose name is no text", "keep notice, switched_off and off_text")]
        ) from None


def schema() -> dict[str, Any]:
    """The JSON Schema of the file."""
    draft = "http://json-schema.org/draft-07/schema#"
    return {"$schema": draft, "$ref": "#/definitions/Notice", **pydantic_schema([Notice])}


def _problem(path: Path, error: Any) -> Problem:
    field = str(error["loc"][0])
    if error["type"] == "value_error.extra":
        return Problem(
            path.name,
            yaml_file.line_of(path, [field]),
            f"unknown field {field}",
            "keep notice, switched_off and off_text",
        )
    return Problem(
        path.name, yaml_file.line_of(path, [field]), f"{field}: {error['msg']}", "see the comment above the field"
    )
