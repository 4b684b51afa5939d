"""``make gaps``: what people asked and did not find, the most frequent first; PROPOSE=n prints a record for it."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timezone

from assistant.gaps.collect import collect
from assistant.gaps.grouping import Group, group
from assistant.gaps.propose import propose
from assistant.knowledge.loader import load
from assistant.settings import from_environment
from assistant.store.retention import DAY


def main(arguments: list[str] | None = None) -> int:
    """Prints the groups, or a proposed record."""
    parser = argparse.ArgumentParser(prog="python -m assistant.gaps", description=__doc__)
    parser.add_argument("--days", type=float, default=90.0, help="how far back (default: 90)")
    parser.add_argument("--top", type=int, default=20, help="how many groups (default: 20)")
    parser.add_argument("--propose", type=int, metavar="N", help="print a knowledge file for the N-th group")
    options = parser.parse_args(arguments)
    settings = from_environment()
    os.environ.update(settings.environment())
    # what the libraries below have to say of each other is no news here; they reset the filters, so it goes to a log
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    from assistant.store.database import Database, url_of

    url = url_of(settings.endpoints)
    if url is None:
        print("endpoints.yml names no SQL database, so questions without an answer are not kept", file=sys.stderr)
        return 1
    database = Database(url)
    misses = database.run_now(lambda connection: collect(connection, time.time() - options.days * DAY))
    database.close()
    groups = group(misses)
    if options.propose is None:
        print(table(groups[: options.top], options.days))
        return 0
    if not 1 <= options.propose <= len(groups):
        print(f"There are {len(groups)} groups: --propose takes 1 to {len(groups)}", file=sys.stderr)
        return 1
    proposal = propose(groups[options.propose - 1], load(settings.knowledge), datetime.now(timezone.utc).date())
    print(f"{'Add to the facts of' if proposal.adds else 'Save as'} {proposal.file}:", file=sys.stderr)
    print(proposal.text, end="")
    return 0


def table(groups: Sequence[Group], days: float) -> str:
    """The groups as lines of text."""
    if not groups:
        return f"Nothing was asked in vain in the last {days:g} days."
    lines = [f"{'':>3} {'asked':>5} {'no answer':>9} {'down':>4}  question"]
    for number, each in enumerate(groups, 1):
        lines.append(f"{number:>3} {each.count:>5} {each.unanswered:>9} {each.down:>4}  {each.question}")
        lines.extend(f"{'':>25}{other}" for other in each.others[:3])
        lines.extend(f"{'':>25}said: {reason}" for reason in each.reasons[:2])
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
