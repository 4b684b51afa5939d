"""docs/security.md names only tests that exist."""

from __future__ import annotations

import ast
import re

from assistant.settings import ROOT
from tests.docs import reading


def test_every_threat_names_tests_that_exist() -> None:
    section = reading.text("docs/security.md").partition("## Threats")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (?!Threat|--)(.+?) \| (.+?) \| (.+?) \|$", section, re.MULTILINE)
    assert len(rows) >= 30
    for threat, _, proofs in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", proofs)
        assert named, threat
        for path, name in named:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            tests = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}
            assert name in tests, f"{threat}: there is no {name} in {path}"


def test_pins_named_are_those_of_the_lock() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    versions = dict(re.findall(r'^name = "([\w.-]+)"\nversion = "([\d.]+)"', lock, re.MULTILINE))
    section = reading.text("docs/security.md").partition("## Dependencies")[2].partition("\n## ")[0]
    named = re.findall(r"([\w-]+) (\d+\.\d+)(?=[ ,|])", "\n".join(re.findall(r"^\| ([^|]+\|)", section, re.MULTILINE)))
    assert len(named) >= 9
    for package, version in named:
        assert f"{versions[package.lower()]}.".startswith(f"{version}."), package
