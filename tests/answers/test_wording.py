"""All wording stands in the domain: no template is missing, none is left over, and nothing is said in Python."""

from __future__ import annotations

import ast
import re

import pytest

from assistant.answers.wording import Wording, WordingError
from assistant.settings import ROOT

ANSWERS = ROOT / "assistant" / "answers"
WORDING = Wording.from_domain(ROOT / "domain.yml")
#: Said by channels and not by the answers layer.
OF_CHANNELS = re.compile(r"utter_(?:trouble|try_again|no_words|privacy_\w+)|slack_\w+|web_\w+")


def templates() -> set[str]:
    """Names of templates in the code; a formatted part stands for any word."""
    found = set()
    for path in ANSWERS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+" for part in node.values
                ]
                found.add("".join(parts))
    return found


def domain_names() -> set[str]:
    import yaml

    return set(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"])


def test_no_template_is_left_over() -> None:
    # A template whose name is all variable would match anything and prove nothing.
    telling = [pattern for pattern in templates() if re.search(r"[a-z]{3,}", pattern.replace(r"\w+", ""))]
    used = re.compile("|".join(f"(?:{pattern})" for pattern in telling))
    unused = {name for name in domain_names() if not used.fullmatch(name) and not OF_CHANNELS.fullmatch(name)}
    assert not unused


def test_a_missing_template_says_which() -> None:
    with pytest.raises(WordingError, match="no_such_line"):
        WORDING.say("no_such_line")


def test_a_missing_value_says_which_template() -> None:
    with pytest.raises(WordingError, match="start_dated"):
        WORDING.say("start_dated", name="RAMSI")


def test_lists_read_like_sentences() -> None:
    assert WORDING.join([]) == ""
    assert WORDING.join(["a"]) == "a"
    assert WORDING.join(["a", "b"]) == "a and b"
    assert WORDING.join(["a", "b", "c"]) == "a, b and c"


def test_two_fallbacks_running_never_sound_alike() -> None:
    assert WORDING.say("utter_unsure_again", 1) != WORDING.say("utter_unsure_again", 2)
