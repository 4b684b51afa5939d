"""``python -m evaluation``: score the running assistant, write the report, fail below the floors."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant.knowledge.problem import KnowledgeError
from evaluation.catalogue import knowledge_base
from evaluation.client import Assistant, NotLoopbackError, NotReadyError
from evaluation.compare import committed_report, compare
from evaluation.floors import read_floors, shortfalls
from evaluation.loading import SET_NAMES, BadSetError, load_set
from evaluation.markdown import as_markdown
from evaluation.progress import Progress
from evaluation.report_files import FOLDER, write_report
from evaluation.run import Played, Runner, tasks, with_unchanged
from evaluation.suite import PREFIX, suite_tasks
from evaluation.tally import Report, count_sets, count_suite, failing, latency
from evaluation.variants import ORIGINAL


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the evaluation.

    Returns:
        0 when every floor holds, 1 below a floor, 2 when the evaluation could not run.
    """
    options = _options(arguments)
    try:
        return _evaluate(options)
    except (NotLoopbackError, NotReadyError, BadSetError, KnowledgeError) as fault:
        print(fault, file=sys.stderr)
        return 2


def _evaluate(options: argparse.Namespace) -> int:
    health = Assistant(options.url).health()
    kb = knowledge_base()
    running = _knowledge_version(health) or kb.version
    if running != kb.version:
        print("The running assistant has other knowledge files than this folder: restart it.", file=sys.stderr)
    whole = options.set == "all" and options.variants and not options.only
    with_suite = whole if options.suite is None else options.suite
    runner = Runner(options.url, options.connections)
    names = SET_NAMES if options.set == "all" else () if options.set == "none" else (options.set,)
    todo = [task for name in names for task in tasks(name, load_set(name), options.variants)]
    if options.only:
        todo = [task for task in todo if task[1].kind in options.only]
    # As written, one at a time: these replies are timed. The variants may then share the assistant.
    written = [task for task in todo if task[2] == ORIGINAL]
    varied = [task for task in todo if task[2] != ORIGINAL]
    played = runner.play(written, alone=True, tell=Progress("questions and dialogues", len(written)))
    seconds = [reply.seconds for item in played for reply in item.replies]
    played += runner.play(varied, tell=Progress("variants", len(varied)))
    suite_todo = suite_tasks(kb) if with_suite else []
    suite = runner.play(suite_todo, tell=Progress("suite", len(suite_todo)))
    report = Report(
        day=date.today().isoformat(),
        model=str(health.get("model") or ""),
        knowledge=running,
        sets=count_sets(with_unchanged(played) if options.variants else played),
        latency=latency(seconds),
        failing=failing(played),
        suite=count_suite(suite, PREFIX),
        suite_failing=sorted(item.key for item in suite if not item.passed),
    )
    missed = shortfalls(report, read_floors(options.floors))
    before = committed_report()
    text = as_markdown(report, missed, compare(report, before) if before else None)
    print(text)
    if options.failures:
        _show_failures([*played, *suite])
    if whole and with_suite:
        write_report(report, text, played, kb, options.report)
    else:
        print("A partial run: the report on file stays as it is.", file=sys.stderr)
    return 1 if missed else 0


def _knowledge_version(health: Mapping[str, Any]) -> str:
    told = health.get("knowledge")
    return str(told.get("version") or "") if isinstance(told, dict) else ""


def _show_failures(played: Sequence[Played]) -> None:
    """Print what failed, with the replies; of the frozen set, nothing."""
    for item in played:
        if item.passed or item.set_name == "frozen":
            continue
        print(f"{'WRONG' if item.wrong else 'failed'} {item.set_name}/{item.key}")
        for said, reply, verdict in zip(item.said, item.replies, item.verdicts, strict=True):
            print(f"  > {said}\n  < [{reply.outcome}, {reply.kind}; {', '.join(reply.facts)}] {reply.text}")
            for failure in verdict.failures:
                print(f"    - {failure}")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    url = f"http://127.0.0.1:{os.environ.get('PORT') or 5005}"
    parser.add_argument("--url", default=url, help="the running assistant, on this machine; its port is PORT if set")
    parser.add_argument("--set", choices=(*SET_NAMES, "all", "none"), default="all", help="which question sets to play")
    parser.add_argument("--only", action="append", metavar="KIND", help="only cases of this kind (may be repeated)")
    parser.add_argument(
        "--suite",
        action=argparse.BooleanOptionalAction,
        help="play the suite generated from the knowledge base (unsaid: a whole run does, a partial one does not)",
    )
    parser.add_argument("--no-variants", dest="variants", action="store_false", help="leave lower case, typos ... out")
    parser.add_argument("--failures", action="store_true", help="print what failed in the open set and the suite")
    parser.add_argument("--connections", type=int, default=4, help="at the same time, at most 8")
    parser.add_argument("--floors", type=Path, default=Path(__file__).with_name("floors.yml"), help="the floors file")
    parser.add_argument("--report", type=Path, default=FOLDER, help="folder for the report of a whole run")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
