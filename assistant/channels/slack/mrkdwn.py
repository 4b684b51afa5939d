"""Slack's text format: plain text into mrkdwn and back, and splitting without breaking words, links or entities."""

from __future__ import annotations

import re
from urllib.parse import quote

_LINK = re.compile(r"https?://[^\s<>|]+")
_TRAILING = ".,;:!?)\"'»”’"
# A word joiner beside a formatting character keeps it from opening or closing a format; it has no width.
_JOINER = "\u2060"
_FORMATTING = re.compile(r"(?<!\w)[*_~`]|[*_~`](?!\w)")
_QUOTE = re.compile(r"^(&gt;)", re.MULTILINE)
_ATOM = re.compile(r"<[^<>\s][^<>]*>|&(?:amp|lt|gt);|\s+|[^\s<&]+|[<&]")
_REFERENCE = re.compile(r"<([^<>]*)>")


def escape(text: str) -> str:
    """Text with what Slack would read as markup made harmless: no mention, link, format or quote comes out of it."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = _FORMATTING.sub(lambda match: f"{_JOINER}{match[0]}{_JOINER}", escaped)
    return _QUOTE.sub(_JOINER + r"\1", escaped)


def link(address: str, label: str) -> str:
    """A link with a label; only the label where the address is no web address."""
    if not address.startswith(("https://", "http://")):
        return escape(label)
    safe = quote(address, safe=":/?#[]@!$&'()*+,;=%~-._").replace("&", "&amp;")
    return f"<{safe}>" if label == address else f"<{safe}|{escape(label).replace('|', '¦')}>"


def from_plain(text: str) -> str:
    """A plain text as mrkdwn: escaped, and its web addresses as links."""
    parts, last = [], 0
    for match in _LINK.finditer(text):
        address = match[0].rstrip(_TRAILING)
        if "(" in address and match[0][len(address) : len(address) + 1] == ")":
            address += ")"
        parts += [escape(text[last : match.start()]), link(address, address)]
        last = match.start() + len(address)
    return "".join([*parts, escape(text[last:])])


def to_plain(text: str, me: str | None = None) -> str:
    """What a person wrote in Slack as plain text: without mentions of ``me``, references by their labels."""

    def named(match: re.Match[str]) -> str:
        inside, _, label = match[1].partition("|")
        if inside.startswith("@"):
            return "" if inside[1:] == me else (f"@{label}" if label else "")
        if inside.startswith("#"):
            return f"#{label}" if label else ""
        if inside.startswith("!"):
            return label
        return label or inside.removeprefix("mailto:").removeprefix("tel:")

    plain = _REFERENCE.sub(named, text)
    plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return " ".join(plain.split())


def mentions(text: str) -> frozenset[str]:
    """Ids of the people whom a text mentions."""
    return frozenset(re.findall(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>", text))


def split(text: str, most: int) -> list[str]:
    """Pieces of at most ``most`` characters, broken between paragraphs, else lines, else sentences, else words."""
    pieces: list[str] = []
    rest = text.strip()
    while len(rest) > most:
        cut = _cut(rest, most)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces


def _cut(text: str, most: int) -> int:
    """Where to break: the last good place in the later half, else the last place between atoms."""
    ends: dict[str, int] = {}
    place = 0
    for match in _ATOM.finditer(text):
        atom = match[0]
        if match.end() > most + (len(atom) if atom.isspace() else 0):
            break
        place = match.end()
        if atom.isspace():
            kind = "\n\n" if atom.count("\n") > 1 else "\n" if "\n" in atom else " "
            if kind == " " and text[match.start() - 1] in ".!?":
                kind = "."
            ends[kind] = match.start()
    for kind in ("\n\n", "\n", "."):
        if ends.get(kind, 0) >= most // 2:
            return ends[kind]
    return ends.get(" ") or max(ends.values(), default=0) or min(place, most) or most


def shorten(text: str, most: int) -> str:
    """A text of at most ``most`` characters, cut at a word and marked where something is missing."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    head, space, _ = kept.rpartition(" ")
    return (head if space and len(head) > most // 2 else kept).rstrip() + "…"
