from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from evaluation.bench import environment
from evaluation.bench.processes import Command, ProcessFault, Taken, all_running, run_to_end, taken

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def python(code: str, folder: Path, **environment: str) -> Command:
    return Command((sys.executable, "-c", code), environment, folder, folder / "log" / "it.log")


def test_time_and_memory_are_measured(tmp_path: Path) -> None:
    cost = run_to_end(python("import time; x = b'x' * 300_000_000; time.sleep(0.5)", tmp_path), "It", 30, print)
    assert 0.5 <= cost.seconds < 20
    assert 0 <= cost.processor_seconds < cost.seconds + 1
    assert 300e6 < cost.peak_bytes < 600e6


def test_a_failure_names_the_log(tmp_path: Path) -> None:
    with pytest.raises(ProcessFault, match=r"It failed with exit code 3: .*it\.log"):
        run_to_end(python("print('so it is'); raise SystemExit(3)", tmp_path), "It", 30, print)
    assert (tmp_path / "log" / "it.log").read_text() == "so it is\n"


def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(ProcessFault, match="not done after 0 s"):
        run_to_end(python("import time; time.sleep(60)", tmp_path), "It", 0.2, print)
    assert time.monotonic() - started < 20


def test_servers_are_seen_with_what_they_started_and_ended_afterwards(tmp_path: Path) -> None:
    child = "import time; x = sum(range(3_000_000)); time.sleep(10)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}, 'mark-of-the-child'])"
    with all_running([python(parent, tmp_path)]) as (process,):
        deadline = time.monotonic() + 20
        found: list[Taken] = []
        while time.monotonic() < deadline and not any(one.processor_seconds > 0.02 for one in found):
            found = [one for one in taken([process.pid]) if "mark-of-the-child" in one.command.split()[-1]]
            time.sleep(0.05)
        assert found[0].bytes > 1_000_000
        children = taken([process.pid])
        assert len(children) == 2
    assert process.returncode is not None


def test_a_folder_is_measured_once_for_each_file(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"x" * 100_000)
    (tmp_path / "two").hardlink_to(tmp_path / "one")
    (tmp_path / "three").symlink_to(tmp_path / "one")
    assert 100_000 <= environment.size(tmp_path) < 120_000
