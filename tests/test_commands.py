"""The commands: each documents itself, and setting up twice costs nothing."""

from __future__ import annotations

import re
import subprocess
import time

from assistant.settings import ROOT


def test_help_names_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    named = set(re.findall(r"^  make (\S+)", said, re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):(?!=)", makefile, re.MULTILINE))
    assert named == targets == set(phony.group(1).split())


def test_setting_up_again_is_quick() -> None:
    started = time.monotonic()
    result = subprocess.run(["scripts/env.sh"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip().endswith("uv")
    assert time.monotonic() - started < 30
