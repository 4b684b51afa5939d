"""Records are whole: what a record of its kind must have is there, and no more than an answer can take."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.locate import Locator
from assistant.knowledge.problem import Problem
from assistant.knowledge.records import Operation, Topic

MOST_IN_OVERVIEW = 3
MOST_IN_LEAD = 4


def check(kb: KnowledgeBase, locate: Locator) -> Iterator[Problem]:
    """Problems with what records must hold."""
    for operation in kb.operations.values():
        yield from _operation(operation, kb, locate)
    for topic in kb.topics.values():
        yield from _topic(topic, locate)
    for term in kb.terms.values():
        if not term.facts:
            yield locate.problem("terms", term.id, "a term without a definition", "add a fact that defines it")
    pages: dict[str, str] = {}
    for source in kb.sources.values():
        if source.address and (first := pages.setdefault(source.address, source.id)) != source.id:
            fix = f"keep '{first}' and let the facts name it"
            yield locate.problem("sources", source.id, f"the same page as the source '{first}'", fix, "address:")
        if source.address and not _is_web_address(source.address):
            fix = "write the whole address, from https:// on"
            yield locate.problem("sources", source.id, f"'{source.address}' is no web address", fix, "address:")
    for contact in kb.contacts.values():
        if contact.address and not _is_web_address(contact.address):
            fix = "write the whole address, from https:// on"
            yield locate.problem("contacts", contact.id, f"'{contact.address}' is no web address", fix, "address:")


def _operation(operation: Operation, kb: KnowledgeBase, locate: Locator) -> Iterator[Problem]:
    def fault(what: str, fix: str, near: str = "category:") -> Problem:
        return locate.problem("operations", operation.id, what, fix, near)

    if operation.category == "related" and not operation.category_note:
        yield fault("a related activity that does not say what it is", "add category_note: for example 'mine action'")
    if operation.category == "umbrella" and not kb.parts_of(operation.id):
        yield fault("an umbrella without parts", "write part_of: in its parts, or choose another category")
    if operation.category != "umbrella" and not operation.facts:
        yield fault("an operation without a fact", "add facts, each with a source", "id:")
    if not operation.overview:
        yield fault("no overview", f"name one to {MOST_IN_OVERVIEW} facts under overview:", "id:")
    if len(operation.overview) > MOST_IN_OVERVIEW:
        fix = f"keep the best {MOST_IN_OVERVIEW}"
        yield fault(f"an overview of {len(operation.overview)} facts is too long", fix, "overview:")
    if not operation.countries and not operation.about_countries:
        yield fault("no country", "add countries: (where people served) or about_countries:", "id:")


def _topic(topic: Topic, locate: Locator) -> Iterator[Problem]:
    if not topic.lead:
        yield locate.problem("topics", topic.id, "no short answer", "name facts under lead:", "id:")
    if len(topic.lead) > MOST_IN_LEAD:
        what = f"a short answer of {len(topic.lead)} facts is too long"
        yield locate.problem("topics", topic.id, what, f"keep the best {MOST_IN_LEAD}", "lead:")


def _is_web_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and "." in parts.netloc and " " not in text
