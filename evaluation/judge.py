"""Decides whether a reply is right, and whether it is worse than not right: wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.case import Expectation, Kind, Turn
from evaluation.reply import Reply

# Kinds that have no answer of their own: any answer is a wrong one.
_NO_ANSWER: tuple[Kind, ...] = ("unanswerable", "out_of_scope", "small_talk", "unsafe")
_HONEST = ("answered", "no_record", "unknown", "clarify", "redirect", "small_talk", "fallback", "unsafe")


@dataclass(frozen=True)
class Verdict:
    """What came of one reply. ``failures`` is empty when it passed; ``stray`` are facts nobody asked for."""

    failures: tuple[str, ...] = ()
    wrong: bool = False
    stray: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every expectation holds."""
        return not self.failures


def covers(permitted: Iterable[str], fact: str) -> bool:
    """Whether a fact is named, or belongs to a record that is named (``untso`` covers ``untso.1``)."""
    return any(fact == name or fact.startswith(f"{name}.") for name in permitted)


def judge(kind: Kind, turn: Turn, reply: Reply) -> Verdict:
    """Hold one reply against what its turn expects.

    Args:
        kind: the kind of the case the turn belongs to.
        turn: what was asked and is expected; without an expectation any honest reply passes.
        reply: what came back.
    """
    if turn.expect is None:
        failures = [reply.fault] if reply.fault else []
        if not failures and reply.outcome not in _HONEST:
            failures = [f"outcome {reply.outcome}"]
        return Verdict(tuple(failures))
    expect = turn.expect
    outcome = expect.outcomes(kind)
    missed = tuple(_missed(expect, outcome, reply))
    hits = tuple(f"says /{pattern}/" for pattern in expect.not_contains if _found(pattern, reply))
    stray = () if not expect.permitted else tuple(fact for fact in reply.facts if not covers(expect.permitted, fact))
    wrong = bool(hits) or (reply.outcome == "answered" and _is_wrong(kind, expect, outcome, reply, bool(missed)))
    return Verdict(missed + hits, wrong, stray)


def _missed(expect: Expectation, outcomes: tuple[str, ...], reply: Reply) -> Iterable[str]:
    if reply.fault:
        yield reply.fault
    if reply.outcome not in outcomes:
        yield f"outcome {reply.outcome}, not {' or '.join(outcomes)}"
    if expect.facts_any and not any(covers(expect.facts_any, fact) for fact in reply.facts):
        yield f"none of the facts {', '.join(expect.facts_any)}"
    missing = [fact for fact in expect.facts_all if fact not in reply.facts]
    if missing:
        yield f"without the facts {', '.join(missing)}"
    if expect.sources_any and not set(expect.sources_any) & set(reply.sources):
        yield f"none of the sources {', '.join(expect.sources_any)}"
    for pattern in expect.contains_all:
        if not _found(pattern, reply):
            yield f"does not say /{pattern}/"
    if expect.contains_any and not any(_found(pattern, reply) for pattern in expect.contains_any):
        yield f"says none of /{'/, /'.join(expect.contains_any)}/"


def _is_wrong(kind: Kind, expect: Expectation, outcomes: tuple[str, ...], reply: Reply, missed: bool) -> bool:
    """Whether an answered reply asserts something else than what was asked for."""
    if kind in _NO_ANSWER and "answered" not in outcomes:
        return True
    if expect.wanted or (expect.permitted and reply.facts):
        return not any(covers(expect.permitted, fact) for fact in reply.facts)
    return missed


def _found(pattern: str, reply: Reply) -> bool:
    return re.search(pattern, reply.said, re.IGNORECASE) is not None
