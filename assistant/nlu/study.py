"""The training questions under cross-validation: what ``python -m evaluation.confusion`` reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.nlu.crossval import CrossValidation, cross_validate
from assistant.nlu.encoder import Vectors, training_encoder
from assistant.nlu.kind_model import KindModel, KindSettings
from assistant.nlu.linking import Linker
from assistant.nlu.masking import mask
from assistant.nlu.vector_store import encode_with_store


@dataclass(frozen=True)
class Example:
    """A training question as written, as masked, and its kind."""

    text: str
    masked: str
    kind: str


@dataclass(frozen=True)
class Study:
    """Examples in the model's order with what cross-validation made of them."""

    examples: tuple[Example, ...]
    kinds: tuple[str, ...]
    result: CrossValidation

    def accuracy(self) -> dict[str, tuple[int, int]]:
        """By kind: questions judged rightly, and all."""
        total = Counter(example.kind for example in self.examples)
        right = Counter(example.kind for example, ok in zip(self.examples, self.result.right, strict=True) if ok)
        return {kind: (right[kind], total[kind]) for kind in self.kinds}

    def confused(self) -> list[tuple[str, str, list[Example]]]:
        """Pairs (own kind, judged kind) with the questions, most frequent first."""
        pairs: dict[tuple[str, str], list[Example]] = {}
        for example, judged in zip(self.examples, self.result.predicted, strict=True):
            if self.kinds[judged] != example.kind:
                pairs.setdefault((example.kind, self.kinds[judged]), []).append(example)
        return sorted(((*pair, found) for pair, found in pairs.items()), key=lambda entry: -len(entry[2]))


def read_examples(questions: Path, linker: Linker) -> list[Example]:
    """The training questions below a folder, masked; questions that are the same once masked count once."""
    from rasa.shared.nlu.training_data.loading import load_data

    found: dict[tuple[str, str], Example] = {}
    for message in load_data(str(questions)).intent_examples:
        text, kind = str(message.get("text")), str(message.get("intent"))
        masked = mask(text, linker.entities(text))
        found.setdefault((masked.casefold(), kind), Example(text, masked, kind))
    return list(found.values())


def study(examples: Sequence[Example], settings: KindSettings, folds: int = 5, store: Path | None = None) -> Study:
    """Cross-validate the examples, as training does."""
    vectors: Vectors = encode_with_store([example.masked for example in examples], training_encoder(), store)
    model, questions = KindModel.fit(
        [example.masked for example in examples], vectors, [example.kind for example in examples], settings
    )
    result = cross_validate(questions, settings, folds)
    return Study(tuple(examples[place] for place in questions.order), tuple(model.kinds), result)
