"""What every test has around it."""

from __future__ import annotations

import os

from assistant.settings import QUIET

os.environ.update({key: value for key, value in QUIET.items() if key != "PYTHONWARNINGS"})
