"""How many questions a second one, two, ... lanes answer, and what each costs: ``python -m tests.cluster.throughput``.

So many people ask one question after the other through the proxy, without pause. Besides the answers it counts the
processor time of every process, for on one machine the lanes share it: the time a question costs says how many
processors a rate needs, whatever else this machine does. Only for a machine that has nothing better to do.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import threading
import time
from pathlib import Path

from tests import people
from tests.cluster.running import Running, running

_TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(cluster: Running) -> dict[str, float]:
    """Processor time used so far, by kind of process, children included."""
    used: dict[str, float] = {}
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    for name, pid in cluster.state["processes"].items():
        kind = name.partition("-")[0]
        found = [pid]
        for each in found:
            found.extend(children.get(each, ()))
        used[kind] = used.get(kind, 0.0) + sum(map(_seconds, found))
    return used


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    # utime and stime; of children that have ended too, for PostgreSQL has one process a connection
    return sum(int(field) for field in fields[11:15]) / _TICKS


async def asking(address: str, many: int, over: threading.Event) -> people.Outcome:
    """So many people at once, each asking without pause."""
    outcome = people.Outcome()

    async def one(number: int) -> None:
        person = people.Person(address, number, outcome)
        await person.start()
        place = 0
        while not over.is_set():
            for text in people.TALKS[(number + place) % len(people.TALKS)]:
                await person.ask(text, f"turn-{place:06d}-{len(text)}-{abs(hash(text)) % 10**8}")
            place += 1
        await person.close()

    await asyncio.gather(*(one(number) for number in range(many)))
    return outcome


def measure(lanes: int, many: int, seconds: float) -> None:
    """Starts a cluster, asks, and prints a line."""
    with (
        tempfile.TemporaryDirectory() as name,
        running(
            Path(name), lanes, {"WEB_SESSION_RATE": "1000000/minute", "WEB_ADDRESS_RATE": "1000000/minute"}
        ) as cluster,
    ):
        over = threading.Event()
        asyncio.run(people.expected(cluster.address, 1))  # warm
        before, started = processor_seconds(cluster), time.perf_counter()
        mine = time.process_time()
        threading.Timer(seconds, over.set).start()
        outcome = asyncio.run(asking(cluster.address, many, over))
        took = time.perf_counter() - started
        after = processor_seconds(cluster)
        number = len(outcome.seconds)
        steps = statistics.quantiles(outcome.seconds, n=100)
        costs = {kind: (after[kind] - before[kind]) / number * 1000 for kind in after}
        print(
            f"lanes {lanes}, people {many}: {number / took:.1f} answers/s, p50 {steps[49] * 1000:.0f} ms, "
            f"p95 {steps[94] * 1000:.0f} ms, sent again {sum(outcome.again.values())}, faults {len(outcome.faults)}, "
            f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
        )
        told = ", ".join(f"{kind} {cost:.1f}" for kind, cost in sorted(costs.items(), key=lambda item: -item[1]))
        clients = (time.process_time() - mine) / number * 1000
        print(f"  processor time a question, ms: {told}, these clients {clients:.1f}", flush=True)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m tests.cluster.throughput", description=__doc__)
    parser.add_argument("--lanes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=30.0)
    given = parser.parse_args()
    for lanes in given.lanes:
        measure(lanes, given.people, given.seconds)


if __name__ == "__main__":
    main()
