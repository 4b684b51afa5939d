"""Tokens by spaCy's rules for English; no model is needed for them."""

from __future__ import annotations

from typing import Any

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

# spaCy remembers every word it has seen; past this many it starts afresh, so that memory stays bounded.
MOST_STRINGS = 100_000


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class EnglishTokenizer(Tokenizer):
    """Splits messages with a blank English spaCy pipeline."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._nlp = spacy.blank("en")

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What Rasa's tokenizers share."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The tokens of one attribute of a message, without white space."""
        if len(self._nlp.vocab.strings) > MOST_STRINGS:
            self._nlp = spacy.blank("en")
        doc = self._nlp.make_doc(str(message.get(attribute) or ""))
        tokens = [Token(token.text, token.idx) for token in doc if not token.is_space]
        return list(self._apply_token_pattern(tokens))
