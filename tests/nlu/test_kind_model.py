"""The kind model: judging, saving, cross-validation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.nlu.background import add_up, owners_of, split_kinds
from assistant.nlu.crossval import cross_validate
from assistant.nlu.encoder import SentenceEncoder
from assistant.nlu.kind_model import KindModel, KindSettings, TrainingSet, confidence
from assistant.nlu.question_features import Featurizer, Floats

QUESTIONS = {
    "start": ["when did it begin", "what year did it start", "start date", "when was it launched", "since when"],
    "end": ["when did it end", "what year did it finish", "end date", "when was it closed", "until when"],
    "leader": ["who led it", "who was in charge", "who commanded it", "its commander", "under whose lead was it"],
}
TEXTS = [text for texts in QUESTIONS.values() for text in texts]
KINDS = [kind for kind, texts in QUESTIONS.items() for _ in texts]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.fixture(scope="module")
def trained(encoder: SentenceEncoder) -> tuple[KindModel, TrainingSet]:
    # Shuffled on purpose: the model sorts by kind itself.
    order = np.random.default_rng(0).permutation(len(TEXTS))
    texts, kinds = [TEXTS[place] for place in order], [KINDS[place] for place in order]
    return KindModel.fit(texts, encoder.encode(texts), kinds, KindSettings())


def best(model: KindModel, encoder: SentenceEncoder, text: str) -> tuple[str, float]:
    judgement = model.judge([text], encoder.encode([text]))[0]
    return model.kinds[int(judgement.confidences.argmax())], float(judgement.confidences.max())


def test_judges_unseen_wording(trained: tuple[KindModel, TrainingSet], encoder: SentenceEncoder) -> None:
    assert best(trained[0], encoder, "in which year did it begin?")[0] == "start"
    assert best(trained[0], encoder, "who was the commander")[0] == "leader"


def test_foreign_questions_are_less_sure(trained: tuple[KindModel, TrainingSet], encoder: SentenceEncoder) -> None:
    known = best(trained[0], encoder, "when did it end")[1]
    foreign = best(trained[0], encoder, "best pizza recipe with pineapple")[1]
    assert foreign < known / 2


def test_the_nearest_question_is_named(trained: tuple[KindModel, TrainingSet], encoder: SentenceEncoder) -> None:
    model = trained[0]
    judgement = model.judge(["who led it"], encoder.encode(["who led it"]))[0]
    assert model.texts[judgement.nearest_row] == "who led it"
    assert judgement.nearest_score == pytest.approx(1, abs=0.01)


def test_nothing_known_is_never_sure(trained: tuple[KindModel, TrainingSet], encoder: SentenceEncoder) -> None:
    for text in ("", "漢字", "؟"):
        assert best(trained[0], encoder, text)[1] == 0


def test_a_saved_model_judges_alike(
    trained: tuple[KindModel, TrainingSet], encoder: SentenceEncoder, tmp_path: Path
) -> None:
    trained[0].save(tmp_path)
    again = KindModel.load(tmp_path)
    vectors = encoder.encode(TEXTS)
    for before, after in zip(trained[0].judge(TEXTS, vectors), again.judge(TEXTS, vectors), strict=True):
        assert np.allclose(before.confidences, after.confidences, atol=0.01)
        assert before.nearest_row == after.nearest_row


def test_threshold_rejects_the_share_asked_for(trained: tuple[KindModel, TrainingSet]) -> None:
    result = cross_validate(trained[1], KindSettings(), folds=5)
    assert len(result.right) == len(TEXTS)
    kept = result.confidences[result.right] >= result.threshold(0.2)
    assert kept.mean() == pytest.approx(0.8, abs=0.15)


def test_cross_validation_stops_when_it_has_judged_enough(trained: tuple[KindModel, TrainingSet]) -> None:
    result = cross_validate(trained[1], KindSettings(), folds=5, enough=4)
    assert 4 <= len(result.right) == len(result.predicted) == len(result.confidences) < len(TEXTS)


def test_two_kinds_and_one_kind(encoder: SentenceEncoder) -> None:
    model, _ = KindModel.fit(TEXTS[:10], encoder.encode(TEXTS[:10]), KINDS[:10], KindSettings())
    assert best(model, encoder, "when did it begin")[0] == "start"
    with pytest.raises(ValueError, match="one kind"):
        KindModel.fit(TEXTS[:5], encoder.encode(TEXTS[:5]), KINDS[:5], KindSettings())


def test_confidence_grows_with_both_and_is_zero_without_nearness() -> None:
    def sure(probability: float, nearness: float) -> float:
        one: Floats = np.array([[probability]], dtype=np.float32)
        other: Floats = np.array([[nearness]], dtype=np.float32)
        return float(confidence(one, other)[0, 0])

    assert sure(0.9, 0.9) > sure(0.9, 0.5) > sure(0.5, 0.5) > sure(0.9, 0.0) == 0.0


def test_few_texts_have_the_same_features_as_many() -> None:
    featurizer = Featurizer.fit(TEXTS)
    vectors = np.zeros((len(TEXTS), 4), dtype=np.float32)
    many = featurizer.features(TEXTS, vectors)
    few = featurizer.features([*TEXTS[:3], "Unknown Wörds when"], vectors[:4])
    for block, other in zip(many.ngrams, few.ngrams, strict=True):
        assert np.allclose(block[:3].toarray(), other[:3].toarray(), atol=1e-5)
        assert np.linalg.norm(other[3].toarray()) == pytest.approx(1, abs=1e-5)


def test_a_background_kind_is_split_alike_every_time_and_added_up_again(
    encoder: SentenceEncoder, tmp_path: Path
) -> None:
    vectors = encoder.encode(TEXTS)
    names = sorted(QUESTIONS)
    labels = np.array([names.index(kind) for kind in KINDS])
    many = np.concatenate([vectors, vectors]), np.concatenate([labels, labels])
    parts = split_kinds(*many, names, {"end": 2, "nowhere": 3})
    assert len(set(parts)) == 4
    assert np.array_equal(parts, split_kinds(*many, names, {"end": 2, "nowhere": 3}))
    order = np.argsort(parts, kind="stable")
    owners = owners_of(parts[order], many[1][order])
    assert list(owners) == [0, 0, 1, 2]
    added = add_up(np.array([[0.1, 0.2, 0.3, 0.4]], dtype=np.float32), owners)
    assert added[0] == pytest.approx([0.3, 0.3, 0.4])

    settings = KindSettings(background={"end": 2})
    model, questions = KindModel.fit(TEXTS * 2, np.concatenate([vectors, vectors]), KINDS * 2, settings)
    assert best(model, encoder, "in which year did it end?")[0] == "end"
    assert len(cross_validate(questions, settings).right) == len(TEXTS) * 2
    model.save(tmp_path)
    again = KindModel.load(tmp_path)
    before, after = model.judge(TEXTS, vectors), again.judge(TEXTS, vectors)
    for one, other in zip(before, after, strict=True):
        assert np.allclose(one.confidences, other.confidences, atol=0.01)
        assert len(one.confidences) == len(QUESTIONS)


def test_few_questions_are_not_split(encoder: SentenceEncoder) -> None:
    labels = np.array([0, 0, 0, 1, 1])
    assert list(split_kinds(encoder.encode(TEXTS[:5]), labels, ["a", "b"], {"a": 10})) == [0, 0, 0, 1, 1]
