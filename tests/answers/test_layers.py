"""Imports run one way: the answers and the knowledge base know neither Rasa nor a channel."""

from __future__ import annotations

import ast

import pytest

from assistant.settings import ROOT

FORBIDDEN = {
    "assistant/answers": ("rasa", "rasa_sdk", "assistant.channels", "assistant.server", "assistant.nlu", "actions"),
    "assistant/knowledge": ("rasa", "rasa_sdk", "assistant.answers", "assistant.channels", "assistant.nlu", "actions"),
}


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_a_layer_imports_only_what_is_below_it(layer: str) -> None:
    for path in (ROOT / layer).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for module in modules:
                assert not any(module == name or module.startswith(f"{name}.") for name in FORBIDDEN[layer]), (
                    path,
                    module,
                )
