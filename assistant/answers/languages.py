"""Telling other languages by their script or their commonest words."""

from __future__ import annotations

import re
import unicodedata

#: Words so common that a question of a few words holds two of them, and that English does not have.
_WORDS = {
    "German": "wann wo wer wie warum was ist der die das und hat haben war waren in den auf mit für nicht wurde viele",
    "French": "quand où qui comment pourquoi est le la les des une et a été était dans avec pour combien quelle pas",
    "Spanish": "cuándo cuando dónde quién cómo qué por es el la los las una y fue en con cuántos cuál está son",
    "Portuguese": "quando onde quem como que por é o os uma e foi em com para quantos qual está são do da não",
    "Italian": "quando dove chi come perché è il gli una e fu in con per quanti quale sono della nella non",
    "Dutch": "wanneer waar wie hoe waarom is de het een en heeft was waren met voor niet hoeveel werd",
    "Māori": "he te ngā ki kei hea aha koe au mō ai nei o ka i tēnā",
    "Samoan": "o le ma i ua fea ai anafea fia lava mai ni se",
}
_COMMON = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_ENGLISH_WORDS = (
    "the of and to in is was were are did do does what when where who why how many it that for on with from"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_ENOUGH = 2
_SHARE = 0.34


def is_not_english(text: str) -> bool:
    """Whether a text of at least three words is in another script, or plainly in another language than English."""
    letters = [char for char in text if char.isalpha()]
    foreign = sum(1 for char in letters if not unicodedata.name(char, "").startswith("LATIN"))
    if letters and foreign > len(letters) / 2:
        return True
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) < _ENOUGH + 1 or sum(word in _ENGLISH for word in words) >= _ENOUGH:
        return False
    most = max(sum(word in common - _ENGLISH for word in words) for common in _COMMON.values())
    return most >= _ENOUGH and most / len(words) >= _SHARE
