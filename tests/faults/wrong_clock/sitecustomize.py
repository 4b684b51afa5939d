"""Python runs this before anything else where this folder is on its path: the wall clock then goes by a file.

The steady clock is left alone. (Debian's libfaketime was tried: with it ONNX Runtime takes minutes to load a model.)
"""

from __future__ import annotations

import os
import time
from pathlib import Path

_real = time.time


def _shown() -> float:
    try:
        return _real() + float(Path(os.environ["WRONG_CLOCK"]).read_text(encoding="utf-8") or 0)
    except (OSError, ValueError):
        return _real()


time.time = _shown
