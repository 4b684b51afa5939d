"""Every name that a question may use, and the record it stands for."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assistant.knowledge.base import KnowledgeBase

_MACRONS = {"ā": "aa", "ē": "ee", "ī": "ii", "ō": "oo", "ū": "uu"}
_MACRONS |= {key.upper(): value.capitalize() for key, value in _MACRONS.items()}


class Name(NamedTuple):
    """A spelling, the kind of record it names (operation, place, ...) and the id of that record."""

    text: str
    kind: str
    id: str


def names(kb: KnowledgeBase) -> list[Name]:
    """All names, with spellings without macrons and with doubled vowels. A name of several records stands several
    times: the answer asks which. A term that shares its name with an operation or agency stands beside it."""
    found: dict[Name, None] = {}
    for name in (*_ambiguous(kb), *_plain(kb)):
        for text in (*spellings(name.text), *_short_forms(name.text)):
            found[Name(text, name.kind, name.id)] = None
    return list(found)


def _short_forms(text: str) -> tuple[str, ...]:
    """Soldiers say "Op Rata" for Operation Rata."""
    return tuple(f"Op {spelling[10:]}" for spelling in spellings(text) if spelling.startswith("Operation "))


def names_hash(kb: KnowledgeBase) -> str:
    """A short hash of all names: a model that was trained with another one links other names."""
    lines = sorted("\t".join(name) for name in names(kb))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def spellings(text: str) -> tuple[str, ...]:
    """A text as it is, without its marks, and with doubled vowels for macrons: Tīeke, Tieke, Tiieke."""
    plain = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    doubled = re.sub("|".join(_MACRONS), lambda match: _MACRONS[match[0]], text)
    return tuple(dict.fromkeys((text, plain, doubled)))


def fold(text: str) -> str:
    """What two spellings of one name have in common: no case, marks, punctuation, or leading 'the'."""
    plain = unicodedata.normalize("NFD", text.casefold())
    words = re.findall(r"[^\W_]+", "".join(char for char in plain if not unicodedata.combining(char)))
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _ambiguous(kb: KnowledgeBase) -> Iterator[Name]:
    for name in kb.ambiguous_names:
        for target in name.means:
            kind, _, record_id = target.partition(":")
            yield Name(name.name, kind, record_id)


def _plain(kb: KnowledgeBase) -> Iterator[Name]:
    settled = {fold(name.name) for name in kb.ambiguous_names}
    for kind, record_id, texts in records(kb):
        for text in texts:
            if text and fold(text) not in settled:
                yield Name(text, kind, record_id)


def records(kb: KnowledgeBase) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Kind, id and names of every record that can be named."""
    for operation in kb.operations.values():
        extra = [operation.nz_operation_name.value] if operation.nz_operation_name else []
        yield "operation", operation.id, (operation.name, operation.short_name, *operation.aliases, *extra)
    for place in kb.places.values():
        yield "place", place.code, (place.name, *place.aliases, *place.demonyms)
    for region in kb.regions.values():
        yield "region", region.id, (region.id, *region.aliases)
    for term in kb.terms.values():
        yield "term", term.id, (term.term, *term.aliases)
    for agency in kb.agencies.values():
        yield "agency", agency.id, (agency.name, agency.short_name, agency.te_reo or "", *agency.aliases)
    for mission in kb.un_missions:
        if mission.operation is None:
            yield "un_mission", mission.acronym, _of_mission(mission.acronym, mission.name)


def _of_mission(acronym: str, name: str) -> tuple[str, ...]:
    full = re.sub(r"\s*\(.*?\)|^The\s+", "", name).replace("’", "'")
    return (acronym, full, full.replace("United Nations", "UN"))
