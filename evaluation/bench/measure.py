"""Measures one side while it runs: start, answers, load, memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation.bench.figures import Measured, Passed, Training
from evaluation.bench.load import Load, press
from evaluation.bench.processes import ProcessFault, all_running, taken
from evaluation.bench.questions import Supply
from evaluation.bench.replies import connect
from evaluation.bench.sides import Side
from evaluation.loading import load_set
from evaluation.progress import Progress
from evaluation.run import Runner, tasks
from evaluation.tally import count_cases

FIRST_QUESTION = "When did RAMSI begin?"
START_LIMIT = 300.0

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What is done to each side: question sets to play, numbers of clients, seconds of load for each."""

    sets: Sequence[str] = ("open", "frozen")
    clients: Sequence[int] = (1, 8, 32)
    seconds: float = 30.0
    warm_up_seconds: float = 5.0


def measure(
    side: Side, training: Training, environment: int, plan: Plan, questions: Sequence[str], tell: Tell
) -> Measured:
    """Starts a side, measures it, and stops it.

    Args:
        side: how it is started.
        training: what its training took.
        environment: bytes of its environment.
        plan: what is done.
        questions: what the clients ask, the same for both sides.
        tell: is told what is going on.
    """
    began = time.monotonic()
    with all_running(side.serve) as processes:
        pids = [process.pid for process in processes]
        start = _first_answer(side, began, [process.poll for process in processes])
        tell(f"{side.name}: first answer after {start:.1f} s")
        passed = {name: _play(side, name) for name in plan.sets}
        for name, result in passed.items():
            tell(f"{side.name}: {result.percent:.1f} % of the {name} set")
        supply = Supply(questions)
        press(side.address, 4, plan.warm_up_seconds, supply, tell)
        loads: dict[int, Load] = {}
        processor_ms = 0.0
        for clients in plan.clients:
            before = _processor_seconds(side, pids)
            loads[clients] = press(side.address, clients, plan.seconds, supply, tell)
            spent = _processor_seconds(side, pids) - before
            if clients == 8 or len(plan.clients) == 1:
                processor_ms = round(1000 * spent / max(1, loads[clients].answers), 1)
            tell(f"{side.name}: {loads[clients].per_second:.1f} answers/s with {clients} clients")
        running = taken(pids)
        server = sum(process.bytes for process in running if side.server_mark in process.command)
        return Measured(
            training,
            passed,
            round(start, 1),
            server,
            sum(process.bytes for process in running),
            environment,
            loads,
            processor_ms,
        )


def _first_answer(side: Side, began: float, polls: Sequence[Callable[[], int | None]]) -> float:
    """Seconds from the start until a question was answered."""
    while time.monotonic() - began < START_LIMIT:
        if any(poll() is not None for poll in polls):
            raise ProcessFault(f"A server of {side.name} ended at its start: {side.serve[-1].log.parent}")
        assistant = connect(side.address)
        reply = assistant.ask(f"bench-start-{time.time_ns():x}", FIRST_QUESTION)
        assistant.close()
        if reply.fault is None and reply.outcome != "error":
            return time.monotonic() - began
        time.sleep(0.1)
    raise ProcessFault(f"{side.name} answered nothing within {START_LIMIT:.0f} s: {side.serve[-1].log.parent}")


def _play(side: Side, name: str) -> Passed:
    """How many cases of a set pass, as written. Only the totals leave here."""
    todo = tasks(name, load_set(name), variants=False)
    runner = Runner(side.address, connect=connect)
    count = count_cases(runner.play(todo, tell=Progress(f"{side.name}, {name} set", len(todo))))
    return Passed(count.passed, count.cases)


def _processor_seconds(side: Side, pids: Sequence[int]) -> float:
    return sum(process.processor_seconds for process in taken(pids) if side.server_mark in process.command)
