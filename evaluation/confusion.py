"""Which kinds of question are taken for another? A cross-validation over the training questions.

python -m evaluation.confusion                    every kind, worst first, and the most confused pairs
python -m evaluation.confusion operation_start    every wrongly judged question of (or taken for) that kind
"""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.nlu.kind_model import KindSettings
from assistant.nlu.linking import Linker
from assistant.nlu.names import read_names
from assistant.nlu.study import Study, read_examples, study
from assistant.nlu.vector_store import QUESTION_VECTORS
from assistant.settings import ROOT, from_environment

# As in config.yml.
BACKGROUND = {"out_of_scope": 10}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", nargs="?", help="show the wrongly judged questions of this kind")
    parser.add_argument("--data", type=Path, default=ROOT / "data" / "nlu", help="folder of training questions")
    parser.add_argument("--pairs", type=int, default=40, help="how many confused pairs to show")
    options = parser.parse_args()
    linker = Linker(read_names(from_environment().knowledge).names)
    settings = KindSettings(background=BACKGROUND)
    found = study(read_examples(options.data, linker), settings, store=QUESTION_VECTORS)
    print(_of_kind(found, options.kind) if options.kind else _overview(found, options.pairs))


def _overview(found: Study, pairs: int) -> str:
    accuracy = sorted(found.accuracy().items(), key=lambda entry: entry[1][0] / entry[1][1])
    lines = [f"{right / total:6.1%}  {right:4d} of {total:4d}  {kind}" for kind, (right, total) in accuracy]
    lines += ["", "Most confused pairs (own kind -> judged as):"]
    for own, judged, examples in found.confused()[:pairs]:
        lines += [f"{len(examples):4d}  {own} -> {judged}", *(f"        {entry.text}" for entry in examples[:3])]
    lines += ["", f"{len(found.examples)} questions of {len(found.kinds)} kinds: {found.result.accuracy:.1%} right"]
    return "\n".join(lines)


def _of_kind(found: Study, kind: str) -> str:
    lines = []
    for own, judged, examples in found.confused():
        if kind in (own, judged):
            lines += [f"{own} -> {judged}", *(f"    {entry.text}    [{entry.masked}]" for entry in examples)]
    return "\n".join(lines) or f"no question of {kind} was judged wrongly"


if __name__ == "__main__":
    main()
