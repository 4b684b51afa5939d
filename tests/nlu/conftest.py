"""Components of the pipeline, created or loaded as Rasa does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource

Make = Callable[..., Any]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Creates or loads a component; the same storage for both."""
    (tmp_path / "storage").mkdir()
    storage = LocalModelStorage.create(tmp_path / "storage")
    context = ExecutionContext(GraphSchema({}))

    def build(component: Any, how: str = "create", **config: Any) -> Any:
        settings = {**component.get_default_config(), **config}
        if "store" in settings:
            settings["store"] = False
        return getattr(component, how)(settings, storage, Resource(component.__name__), context)

    return build
