"""The built widget and the pages' own files, kept in memory and sent packed."""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sanic import Blueprint, response
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.settings import ROOT

WIDGET = ROOT / "widget" / "dist"
STATIC = Path(__file__).with_name("static")
_KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class File:
    """A file as it is sent."""

    plain: bytes
    packed: bytes
    kind: str


@lru_cache(maxsize=256)
def _read(path: Path, changed: int) -> File:
    plain = path.read_bytes()
    kind = _KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return File(plain, gzip.compress(plain, 9), kind)


def mount(routes: Blueprint) -> None:
    """Adds /widget/... and /static/..."""
    for prefix, folder in (("/widget/", WIDGET), ("/static/", STATIC)):
        _mount(routes, prefix, folder)


def _mount(routes: Blueprint, prefix: str, folder: Path) -> None:
    async def send(request: Request, name: str) -> HTTPResponse:
        path = (folder / name).resolve()
        if folder.resolve() not in path.parents or not path.is_file():
            raise NotFound(f"no file {name}")
        file = _read(path, path.stat().st_mtime_ns)
        # built files carry a hash of their content in their names, except the launcher, which pages name
        lasting = prefix == "/widget/" and path.parent.name == "assets"
        headers = {
            "cache-control": "public, max-age=31536000, immutable" if lasting else "public, max-age=300",
            "vary": "accept-encoding",
        }
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return response.raw(file.plain, content_type=file.kind, headers=headers)
        headers["content-encoding"] = "gzip"
        return response.raw(file.packed, content_type=file.kind, headers=headers)

    routes.add_route(send, prefix + "<name:path>", methods=["GET", "HEAD"], name="files" + prefix.replace("/", "_"))
