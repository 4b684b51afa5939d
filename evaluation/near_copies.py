"""Finds evaluation questions that are near copies of training questions, or of each other across sets.

A question measures something only if the assistant was not shown it. Two questions are near copies when, with linked
names and punctuation removed, their sets of words overlap by at least ``THRESHOLD`` (words in both ÷ words in either:
Jaccard). Questions that have fewer than ``SHORTEST`` words left ("hi", "when did it end", "how many people went there")
are exempt: there are only so many ways to say them.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.knowledge import yaml_file
from assistant.knowledge.base import KnowledgeBase
from evaluation.case import Case
from evaluation.catalogue import knowledge_base
from evaluation.loading import load_set

THRESHOLD = 0.8
SHORTEST = 6
TRAINING = Path(__file__).parent.parent / "data" / "nlu"
KNOWLEDGE = Path(__file__).parent.parent / "data" / "knowledge"

_SPELLINGS = {"nz": "zealand", "aotearoa": "zealand", "new": "", "whats": "what", "s": "", "is": "", "the": "", "a": ""}
_ENTITY = re.compile(r"\[([^\]]*)\](?:\{[^}]*\}|\([^)]*\))")


@dataclass(frozen=True)
class Worded:
    """A question, where it stands, and its words without names."""

    place: str
    text: str
    words: frozenset[str]


@dataclass(frozen=True)
class NearCopy:
    """Two questions that are too alike."""

    ours: Worded
    theirs: Worded
    likeness: float


def plain(text: str) -> str:
    """Lower case without accents and punctuation, words parted by single spaces."""
    bare = unicodedata.normalize("NFKD", _ENTITY.sub(r"\1", text).lower())
    bare = re.sub(r"['’]", "", "".join(sign for sign in bare if not unicodedata.combining(sign)))
    return " ".join(re.findall(r"\w+", bare))


class Wording:
    """Reduces questions to the words that are not names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name in {plain(name) for name in names} - {""}:
            words = tuple(name.split())
            self._names[words[0]].append(words)
        for listed in self._names.values():
            listed.sort(key=len, reverse=True)

    def words(self, text: str) -> frozenset[str]:
        """The set of words of the text, longest names taken out first."""
        left: list[str] = []
        tokens = plain(text).split()
        place = 0
        while place < len(tokens):
            length = self._name_at(tokens, place)
            if not length:
                left.append(_SPELLINGS.get(tokens[place], tokens[place]))
            place += length or 1
        return frozenset(left) - {""}

    def _name_at(self, tokens: list[str], place: int) -> int:
        """How many words the longest name that starts here has; 0 if none does."""
        for name in self._names.get(tokens[place], ()):
            if tuple(tokens[place : place + len(name)]) == name:
                return len(name)
        return 0

    def worded(self, place: str, text: str) -> Worded:
        """The question with its words."""
        return Worded(place, text, self.words(text))


def linked_names(kb: KnowledgeBase) -> Iterator[str]:
    """The names that are masked before the classifier sees them: operations, places and UN missions."""
    for operation in kb.operations.values():
        yield from (operation.name, operation.short_name, *operation.aliases)
    for place in kb.places.values():
        yield from (place.name, *place.aliases, *place.demonyms)
    for mission in kb.un_missions:
        yield from (mission.acronym, mission.name)


def training_questions(root: Path = TRAINING) -> Iterator[tuple[str, str]]:
    """(file and intent, question) for every training example."""
    for path in sorted(root.glob("**/*.yml")):
        for block in yaml_file.read(path, path.name).get("nlu") or ():
            for line in str(block.get("examples") or "").splitlines():
                if line.strip().startswith("-"):
                    yield f"{path.name}, {block.get('intent', '?')}", line.strip().removeprefix("-").strip()


def asked_of_facts(root: Path = KNOWLEDGE) -> Iterator[tuple[str, str]]:
    """(file and id, question) for every way of asking that a fact or gap of the knowledge base lists."""
    for path in sorted(root.glob("**/*.yml")):
        for owner in _records(yaml_file.read(path, path.name)):
            for item in (*owner.get("facts", ()), *owner.get("gaps", ())):
                for asked in item.get("asked") or ():
                    yield f"{path.name}, {item['id']}", asked


def _records(content: Any) -> Iterator[dict[str, Any]]:
    yield from (item for item in (content if isinstance(content, list) else [content]) if isinstance(item, dict))


def questions_of(name: str, cases: Iterable[Case]) -> Iterator[tuple[str, str]]:
    """(set and id, what the user says) for every question and every turn."""
    for case in cases:
        for turn in case.steps:
            yield f"{name}/{case.id}", turn.user


def near_copies(ours: Sequence[Worded], theirs: Sequence[Worded], threshold: float = THRESHOLD) -> list[NearCopy]:
    """Every pair of a question of ours and one of theirs that are near copies."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for number, question in enumerate(theirs):
        for word in question.words:
            by_word[word].append(number)
    found: list[NearCopy] = []
    for question in ours:
        if len(question.words) < SHORTEST:
            continue
        shared: dict[int, int] = defaultdict(int)
        for word in question.words:
            for number in by_word.get(word, ()):
                shared[number] += 1
        for number, common in shared.items():
            likeness = common / (len(question.words) + len(theirs[number].words) - common)
            if likeness >= threshold:
                found.append(NearCopy(question, theirs[number], likeness))
    return found


def all_near_copies() -> list[NearCopy]:
    """Near copies in this checkout: each set against the training questions, the open set against the frozen one."""
    wording = Wording(linked_names(knowledge_base()))
    sets = {
        name: [wording.worded(*question) for question in questions_of(name, load_set(name))]
        for name in ("open", "frozen")
    }
    training = [wording.worded(*question) for question in (*training_questions(), *asked_of_facts())]
    return [
        *near_copies(sets["open"], training),
        *near_copies(sets["frozen"], training),
        *near_copies(sets["open"], sets["frozen"]),
    ]


def told(copy: NearCopy) -> str:
    """One line on a near copy. A frozen question is never shown, only the other one, which is the one to change."""
    if copy.ours.place.startswith("frozen/"):
        return f"a frozen question is like the training question in {copy.theirs.place}: {copy.theirs.text}"
    if copy.theirs.place.startswith("frozen/"):
        return f"a frozen question is like {copy.ours.place}: {copy.ours.text}"
    return f"{copy.ours.place}: {copy.ours.text} | {copy.theirs.place}: {copy.theirs.text} ({copy.likeness:.2f})"


def drop_from_training(copies: Iterable[NearCopy], *roots: Path) -> int:
    """Take the training questions that are near copies out of their files; returns how many lines went.

    The training question goes and not the evaluation's: that way round the sets only grow, and nobody need see a frozen
    question to be rid of its copy.
    """
    unwanted = {(copy.theirs.place.split(",")[0], copy.theirs.text) for copy in copies}
    gone = 0
    for path in sorted(path for root in roots or (TRAINING, KNOWLEDGE) for path in root.glob("**/*.yml")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if (path.name, _listed(line)) not in unwanted]
        if len(kept) < len(lines):
            gone += len(lines) - len(kept)
            path.write_text("".join(kept), encoding="utf-8")
    return gone


def _listed(line: str) -> str:
    """What a line of a YAML list says, without its quotes."""
    text = line.strip().removeprefix("-").strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return text[1:-1].replace("''", "'") if quoted else text


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every near copy, or with ``--drop`` take the training questions among them out; 1 if any is left."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.near_copies", description=main.__doc__)
    parser.add_argument(
        "--drop", action="store_true", help="take the questions concerned out of data/nlu and data/knowledge"
    )
    if parser.parse_args(arguments).drop:
        print(f"{drop_from_training(all_near_copies())} training questions taken out")
    lines = [told(copy) for copy in all_near_copies()]
    for line in lines:
        print(line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
