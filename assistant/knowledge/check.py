"""The check behind ``make knowledge``: what is wrong with the knowledge files, and what is due for review."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.knowledge import notice
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.checks import dates, names, references, shape, wording
from assistant.knowledge.loader import load
from assistant.knowledge.locate import Locator
from assistant.knowledge.problem import KnowledgeError, Problem

ROOT = Path("data/knowledge")


def check(root: Path) -> tuple[KnowledgeBase | None, list[Problem]]:
    """Load and check everything below ``root``. The knowledge base is None when it does not even load."""
    try:
        kb = load(root)
    except KnowledgeError as error:
        return None, list(error.problems)
    locate = Locator(root)
    rules = (references.check, names.check, dates.check, shape.check, wording.check)
    return kb, [problem for rule in rules for problem in rule(kb, locate)]


def check_notice(path: Path) -> list[Problem]:
    """What is wrong with the emergency notice."""
    try:
        notice.read(path)
    except KnowledgeError as error:
        return list(error.problems)
    return []


def due(kb: KnowledgeBase, today: date) -> list[tuple[str, str]]:
    """Facts whose review day has come: the day and the id, oldest first."""
    facts = (fact for owner in kb.owners() for fact in owner.facts)
    return sorted((fact.review_by, fact.id) for fact in facts if fact.review_by and fact.review_by <= today.isoformat())


def main(arguments: Sequence[str] = ()) -> int:
    """Print the problems, or the counts and what is due; the exit code is 1 when there are problems."""
    root = Path(arguments[0]) if arguments else ROOT
    kb, problems = check(root)
    problems += check_notice(root.parent / "notice.yml")
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems or kb is None:
        print(f"{len(problems)} problem(s) in {root}: the assistant will not start with these files.", file=sys.stderr)
        return 1
    counts = ", ".join(f"{number} {kind.replace('_', ' ')}" for kind, number in kb.counts().items())
    print(f"Knowledge base {kb.version} is sound: {counts}.")
    if overdue := due(kb, date.today()):
        print(f"{len(overdue)} fact(s) are due for review, and answers say so:")
        for day, fact_id in overdue:
            print(f"  {day}  {fact_id}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
