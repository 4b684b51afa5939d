"""``python -m evaluation.bench``: trains, starts, asks and measures both sides, writes table and picture."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from assistant.settings import ROOT
from evaluation.bench import environment, kept, machine, sides
from evaluation.bench.environment import EnvironmentFault
from evaluation.bench.figures import FIGURES, Training
from evaluation.bench.measure import Plan, measure
from evaluation.bench.picture import as_picture
from evaluation.bench.processes import ProcessFault, run_to_end
from evaluation.bench.questions import load_questions
from evaluation.bench.sides import Side
from evaluation.bench.table import Comparison, as_table, verdict
from evaluation.catalogue import knowledge_base

TRAINING_LIMIT = 4 * 3600.0
OUT = ROOT / "evaluation"


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare.

    Returns:
        0 when every figure reached what is wanted, 1 when one did not, 2 when it could not be measured.
    """
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    try:
        comparison = _compare(options)
    except (EnvironmentFault, ProcessFault) as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 2
    table = as_table(comparison)
    print(table)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "bench.md").write_text(table, encoding="utf-8")
    (options.out / "bench.svg").write_text(as_picture(comparison), encoding="utf-8")
    data = json.dumps(asdict(comparison), indent=1)
    (environment.FOLDER / "latest.json").write_text(data + "\n", encoding="utf-8")
    missed = [
        figure.label
        for figure in FIGURES
        if verdict(figure, figure.compared(comparison.ours, comparison.stock)) == "missed"
    ]
    return 1 if missed else 0


def _compare(options: argparse.Namespace) -> Comparison:
    busy = machine.load_now()
    plan = Plan(seconds=options.seconds)
    questions = load_questions(knowledge_base())
    environment.FOLDER.mkdir(parents=True, exist_ok=True)
    _say("Making sure of the stock environment (3 GB, the first time a minute or two) ...")
    stock_bytes = environment.make_stock()
    ours_bytes = environment.size(environment.OURS_ENVIRONMENT)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=environment.FOLDER) as folder:
        ours, stock = sides.ours(Path(folder) / "ours"), sides.stock(Path(folder) / "stock")
        for side in (ours, stock):
            side.train.log.parent.mkdir(parents=True, exist_ok=True)
        _say("Training ours ...")
        ours_training = _train(ours)
        stock_training, note = _stock_training(stock, options.keep_stock)
        measured = [
            measure(side, training, size, plan, questions, _say)
            for side, training, size in ((ours, ours_training, ours_bytes), (stock, stock_training, stock_bytes))
        ]
    notes = [
        f"{date.today().isoformat()}; {machine.described()}.",
        _load_note(busy),
        f"{ours_training.questions:,} training questions; {len(questions):,} different questions in the load, "
        f"{plan.seconds:.0f} s for each number of clients.",
        *([note] if note else []),
    ]
    return Comparison(measured[0], measured[1], notes)


def _load_note(busy: float) -> str:
    text = f"Load of the machine before the run, by others: {busy} on {os.cpu_count()} cores."
    return text + (" Times are longer than on an idle machine, for both sides." if busy > 0.5 else "")


def _stock_training(side: Side, keep: bool) -> tuple[Training, str]:
    """What the stock model's training took, and a note if that was in an earlier run."""
    have = kept.kept() if keep else None
    if have:
        note = kept.note_on(have, kept.fingerprint())
        _say(note)
        return have, note
    _say("Training stock Rasa: on two cores this takes an hour or more (its log: .run/bench) ...")
    training = _train(side)
    kept.keep(training)
    return training, ""


def _train(side: Side) -> Training:
    load = machine.load_now()
    training = kept.training_of(run_to_end(side.train, f"Training {side.name}", TRAINING_LIMIT, _say), load)
    _say(f"{side.name}: trained in {training.seconds:.0f} s")
    return training


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.bench", description=__doc__)
    parser.add_argument(
        "--keep-stock", action="store_true", help="use the stock model of an earlier run; the table says of when it is"
    )
    parser.add_argument("--seconds", type=float, default=30.0, help="of load for each number of clients, at most 300")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for bench.md and bench.svg")
    return parser.parse_args(arguments)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
