"""Commands on the knowledge base: ``python -m assistant.knowledge [check | links | schema] [folder]``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.knowledge import check, links, schema


def _schema(arguments: Sequence[str]) -> int:
    schema.write(Path(arguments[0]) if arguments else check.ROOT)
    return 0


_COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {"check": check.main, "links": links.main, "schema": _schema}


def main(arguments: Sequence[str]) -> int:
    """Run a command; without a name it is the check."""
    if arguments and arguments[0] in _COMMANDS:
        return _COMMANDS[arguments[0]](arguments[1:])
    return check.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
