"""A model is found again as long as nothing it was trained from has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.server import model
from assistant.settings import ROOT, Settings


@pytest.fixture
def project(tmp_path: Path) -> tuple[Path, Settings]:
    for name in ("config.yml", "domain.yml", "data/nlu/a.yml", "data/rules/a.yml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\nresponses:\n  utter_greet: Hello\n")
    shutil.copytree(ROOT / "data" / "knowledge", tmp_path / "data" / "knowledge")
    settings = Settings(knowledge=tmp_path / "data" / "knowledge", models=tmp_path / "models")
    settings.models.mkdir()
    return tmp_path, settings


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "data/nlu/a.yml", "data/rules/a.yml"])
def test_a_changed_file_is_a_new_fingerprint(project: tuple[Path, Settings], name: str) -> None:
    root, settings = project
    before = model.fingerprint(settings, root)
    assert model.fingerprint(settings, root) == before
    replace(root / name, f"# {name}", "# changed")
    assert model.fingerprint(settings, root) != before


def test_a_new_name_in_the_knowledge_base_is_a_new_fingerprint(project: tuple[Path, Settings]) -> None:
    root, settings = project
    before = model.fingerprint(settings, root)
    replace(settings.knowledge / "operations" / "ramsi.yml", "short_name: RAMSI", "short_name: RAMSI mission")
    assert model.fingerprint(settings, root) != before


FACT = """\
  - id: ramsi.9999
    field: role
    statement: New Zealanders in RAMSI baked bread.
    source: bee-ramsi
"""


def test_facts_and_wording_need_no_new_model(project: tuple[Path, Settings]) -> None:
    root, settings = project
    before = model.fingerprint(settings, root)
    ramsi = settings.knowledge / "operations" / "ramsi.yml"
    replace(ramsi, "statement: RAMSI ", "statement: The mission RAMSI ")
    ramsi.write_text(ramsi.read_text(encoding="utf-8") + FACT, encoding="utf-8")
    replace(root / "domain.yml", "Hello", "Kia ora")
    assert model.fingerprint(settings, root) == before


@pytest.mark.parametrize(
    ("name", "after", "learnt"),
    [
        ("operations/ramsi.yml", "facts:", True),
        ("topics/cabinet_decides.yml", "facts:", True),
        ("terms.yml", "facts:", True),
        ("topics/cabinet_decides.yml", "gaps:", False),
        ("agencies.yml", "facts:", False),
    ],
)
def test_a_way_of_asking_that_is_learnt_is_a_new_fingerprint(
    project: tuple[Path, Settings], name: str, after: str, learnt: bool
) -> None:
    root, settings = project
    before = model.fingerprint(settings, root)
    ask_in_another_way(settings.knowledge / name, after)
    assert (model.fingerprint(settings, root) != before) is learnt


def ask_in_another_way(path: Path, after: str) -> None:
    """One more way of asking, in the first list of them after this word."""
    text = path.read_text(encoding="utf-8")
    place = text.index("- ", text.index("asked:\n", text.index(after)))
    indent = text[text.rindex("\n", 0, place) : place]
    path.write_text(f"{text[:place]}- Who baked the bread?{indent}{text[place:]}", encoding="utf-8")


def test_a_new_file_is_a_new_fingerprint(project: tuple[Path, Settings]) -> None:
    root, settings = project
    before = model.fingerprint(settings, root)
    (root / "data/nlu/b.yml").write_text("# new\n")
    assert model.fingerprint(settings, root) != before


def saved(settings: Settings, mark: str) -> model.Model:
    path = model.path_for(settings, mark)
    path.write_bytes(b"model")
    trained = model.Model(path, mark, knowledge="k", names="n", seconds=1.0)
    trained.save()
    return trained


def test_a_saved_model_is_found(project: tuple[Path, Settings]) -> None:
    _, settings = project
    trained = saved(settings, "abc")
    assert model.find(settings, "abc") == trained
    assert trained.id == "assistant-abc"
    assert model.find(settings, "other") is None


def test_a_model_without_its_record_is_none(project: tuple[Path, Settings]) -> None:
    _, settings = project
    model.path_for(settings, "abc").write_bytes(b"half a model")
    assert model.find(settings, "abc") is None


def test_old_models_are_removed(project: tuple[Path, Settings]) -> None:
    _, settings = project
    for number in range(model.KEEP + 2):
        saved(settings, str(number))
    model.prune(settings)
    assert len(list(settings.models.glob("*.tar.gz"))) == len(list(settings.models.glob("*.json"))) == model.KEEP
