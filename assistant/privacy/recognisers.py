"""Presidio recognisers for the details in ``patterns`` and ``streets``, and an analyser that holds them.

The analyser's language pipeline is a blank spaCy one: all that is looked for has a shape, and names of people are not
looked for (a question about a commander must keep his name).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

import spacy
import tldextract
import tldextract.tldextract
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts, SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    EmailRecognizer,
    IbanRecognizer,
    PhoneRecognizer,
)

from assistant.privacy.patterns import DETAILS
from assistant.privacy.streets import find_streets

KINDS = {
    "EMAIL_ADDRESS": "email",
    "PHONE_NUMBER": "phone",
    "CREDIT_CARD": "card",
    "IBAN_CODE": "bank",
    **{
        f"NZ_{kind.upper()}": kind
        for kind in ("email", "phone", "ird", "nhi", "passport", "bank", "card", "number", "address")
    },
}


class BlankEngine(SpacyNlpEngine):
    """A spaCy engine that only splits words."""

    def __init__(self) -> None:
        super().__init__()
        self.nlp = {"en": spacy.blank("en")}

    def load(self) -> None:
        """Nothing to load."""

    def is_loaded(self) -> bool:
        """Whether the pipeline is there: always."""
        return True


class DetailRecogniser(EntityRecognizer):
    """Finds the details of ``patterns`` and the street addresses of ``streets``."""

    def __init__(self) -> None:
        entities = sorted({f"NZ_{detail.kind.upper()}" for detail in DETAILS} | {"NZ_ADDRESS"})
        super().__init__(supported_entities=entities, name="NzDetails", supported_language="en")

    def load(self) -> None:
        """Nothing to load."""

    def analyze(
        self, text: str, entities: Sequence[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """All details in the text; overlaps are settled by the masker."""
        found = [
            RecognizerResult(f"NZ_{detail.kind.upper()}", match.start("v"), match.end("v"), detail.score)
            for detail in DETAILS
            for match in detail.pattern.finditer(text)
            if detail.accept(match["v"])
        ]
        return found + [RecognizerResult("NZ_ADDRESS", start, end, score) for start, end, score in find_streets(text)]


def build_analyser() -> AnalyzerEngine:
    """An analyser with presidio's own recognisers for e-mail, phone, card and IBAN, and ours."""
    # it warns of settings for models that find names, of which there is none here
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    # presidio's e-mail recogniser would fetch the list of domain endings from the internet: the bundled one does
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(
        suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True
    )
    registry = RecognizerRegistry(supported_languages=["en"])
    for recogniser in (
        EmailRecognizer(),
        PhoneRecognizer(supported_regions=("NZ", "AU")),
        CreditCardRecognizer(),
        IbanRecognizer(),
        DetailRecogniser(),
    ):
        registry.add_recognizer(recogniser)
    return AnalyzerEngine(registry=registry, nlp_engine=BlankEngine(), supported_languages=["en"])
