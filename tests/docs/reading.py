"""Reads the documentation and what it must tell of: files, headings, tables, settings in the code."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.channels.web.options import WebOptions
from assistant.settings import ROOT

_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_SETTING = re.compile(r"[A-Z][A-Z0-9_]*")


@lru_cache(maxsize=1)
def tracked() -> tuple[Path, ...]:
    """Files that git knows of and that are there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def pages() -> list[Path]:
    """Every page of documentation."""
    return [path for path in tracked() if path.suffix == ".md"]


def text(name: str) -> str:
    """A page as it is written."""
    return (ROOT / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def documentation() -> str:
    """README and docs together."""
    return "\n".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))])


def is_told(word: str, where: str | None = None) -> bool:
    """Whether a name stands in the documentation as code."""
    return f"`{word}`" in (documentation() if where is None else where)


def links(page: Path) -> Iterator[tuple[str, str]]:
    """File and anchor of each link of a page that leads to this repository."""
    for target in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        if not re.match(r"[a-z]+:", target):
            path, _, anchor = target.partition("#")
            yield path, anchor


def anchors(page: Path) -> set[str]:
    """Anchors of a page's headings."""
    headings = re.findall(r"^#+ +(.+)$", _FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def rows(page: str) -> list[list[str]]:
    """The rows of all tables of a page, without code marks."""
    found = re.findall(r"^\|(.+)\|$", text(page), re.MULTILINE)
    return [[cell.strip().replace("`", "") for cell in row.split("|")] for row in found]


def settings() -> set[str]:
    """Environment variables that the code, Rasa's files or the Makefile read."""
    found = {f"WEB_{field.name.upper()}" for field in fields(WebOptions)}
    for path in (ROOT / "assistant").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found.update(_read_by(node))
    for path in (*ROOT.glob("*.yml"), *ROOT.glob("deploy/**/*.yml")):
        found.update(re.findall(r"\$\{([A-Z]\w*)", path.read_text(encoding="utf-8")))
    return found | make_variables()


def make_variables() -> set[str]:
    """Variables that a person gives to make."""
    makefile = text("Makefile")
    own = set(re.findall(r"^(\w+) *:?=", makefile, re.MULTILINE))
    exported = re.findall(r"^export (.+)$", makefile, re.MULTILINE)
    used = set(re.findall(r"\$\((?:if \$\()?([A-Z]+)\)", makefile))
    return (used | {name for line in exported for name in line.split()}) - own - {"MAKEFILE_LIST"}


def make_targets() -> set[str]:
    """Targets of the Makefile."""
    return set(re.findall(r"^([a-z-]+):(?!=)", text("Makefile"), re.MULTILINE))


@lru_cache(maxsize=1)
def domain() -> dict[str, Any]:
    """Rasa's domain."""
    content: dict[str, Any] = yaml.safe_load(text("domain.yml"))
    return content


def intents() -> set[str]:
    """Intents of the domain."""
    return {next(iter(intent)) for intent in domain()["intents"]}


def ruled() -> dict[str, str]:
    """The action of each intent."""
    rules = [
        rule for path in ROOT.glob("data/rules/*.yml") for rule in yaml.safe_load(path.read_text("utf-8"))["rules"]
    ]
    return {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in rules}


def _read_by(node: ast.AST) -> set[str]:
    """Names read by ``env.get("X")``, ``os.environ["X"]`` or ``_number(env, "X", ...)``."""
    if isinstance(node, ast.Subscript) and _is_environment(node.value):
        candidates: list[ast.expr] = [node.slice]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _reads(node.func):
        candidates = node.args[:1]
    elif isinstance(node, ast.Call) and node.args and _is_environment(node.args[0]):
        candidates = node.args[1:2]
    else:
        return set()
    values = [item.value for item in candidates if isinstance(item, ast.Constant)]
    return {value for value in values if isinstance(value, str) and _SETTING.fullmatch(value)}


def _reads(function: ast.Attribute) -> bool:
    return function.attr == "getenv" or _is_environment(function.value)


def _is_environment(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id in ("env", "environ")) or (
        isinstance(node, ast.Attribute) and node.attr == "environ"
    )
