"""The Slack channel in a process of its own, until its input ends: ``python -m tests.slack.worker FOLDER PORT REDIS``.

PORT is the mock Slack's. The first line of output is the channel's address.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from assistant.settings import ROOT
from tests.slack.mock_slack import MockSlack
from tests.slack.served import serving


@asynccontextmanager
async def working(folder: Path, slack: MockSlack, redis_url: str) -> AsyncIterator[str]:
    """Starts the process and yields the channel's address."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.slack.worker", str(folder), str(slack.port), redis_url),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        address = (await asyncio.wait_for(process.stdout.readline(), 120)).decode().strip()
        assert address.startswith("http://"), address
        yield address
    finally:
        process.stdin.close()
        try:
            await asyncio.wait_for(process.communicate(), 20)
        except asyncio.TimeoutError:
            process.kill()
            await process.wait()


async def main(folder: str, port: str, redis_url: str) -> None:
    """Serves until the input ends."""
    async with serving(Path(folder), MockSlack(port=int(port)), redis_url=redis_url) as served:
        print(served.address, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
