"""What stands in the repository fits every machine: no paths of one, no registry's host."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.settings import ROOT
from tests.docs.reading import tracked

_LOCK_FILES = ("uv.lock", "package-lock.json")
_ADDRESS = re.compile(r"\w+://[^\s\"'`<>)\]]+")
_MACHINE_PATH = re.compile(r"(?<![\w.$})~*/-])(?:/(?:work|root|tmp|home|Users|workspace)/|[A-Z]:\\Users\\)")
_REGISTRY = re.compile(
    r"\b(?:(?:test[.])?pypi[.]org|files[.]pythonhosted[.]org|(?:registry[.])?npmjs[.](?:org|com)"
    r"|registry[.]yarnpkg[.]com|npm[.]jsr[.]io|crates[.]io|proxy[.]golang[.]org|rubygems[.]org|conda[.]anaconda[.]org)\b"
)


def found(pattern: re.Pattern[str], path: Path, *, in_addresses: bool) -> list[str]:
    """Places of a pattern in a file: name and line, not what stands there."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []
    searched = lines if in_addresses else [_ADDRESS.sub("", line) for line in lines]
    return [f"{path.relative_to(ROOT)}:{number}" for number, line in enumerate(searched, 1) if pattern.search(line)]


def test_no_path_of_a_machine() -> None:
    assert [place for path in tracked() for place in found(_MACHINE_PATH, path, in_addresses=False)] == []


def test_no_host_of_a_registry() -> None:
    files = [path for path in tracked() if path.name not in _LOCK_FILES]
    assert [place for path in files for place in found(_REGISTRY, path, in_addresses=True)] == []


def test_the_patterns_find_what_they_are_for() -> None:
    for bad in ("see /" + "work/main/x", '"/' + 'tmp/y"', "(/" + "root/z)", "at=/" + "home/me/"):
        assert _MACHINE_PATH.search(bad), bad
    for good in ("docs/tmp/x", "a/work/b", "$HOME/work/", "the work/tmp/ folder"):
        assert not _MACHINE_PATH.search(good), good
    assert _REGISTRY.search("https://py" + "pi.org/simple")
