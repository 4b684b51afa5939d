"""What is counted while the assistant runs, for Prometheus. No label holds what a person wrote."""

from __future__ import annotations

import re
from typing import Literal

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST

Error = Literal["timeout", "failed", "silent", "no_answer", "busy", "internal"]

CONTENT_TYPE = CONTENT_TYPE_LATEST
_NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")
_SECONDS = (0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """The figures of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)

        def counter(name: str, what: str, *labels: str) -> Counter:
            return Counter(f"psa_{name}", what, labels, registry=self.registry)

        def gauge(name: str, what: str, *labels: str) -> Gauge:
            return Gauge(f"psa_{name}", what, labels, registry=self.registry)

        self.questions = counter("questions", "Messages taken to the assistant", "channel")
        self.answers = counter("answers", "Replies, by outcome and kind of question", "channel", "outcome", "kind")
        self.fallbacks = counter("fallbacks", "Replies to messages that were not understood", "channel")
        self.feedback = counter("feedback", "Thumbs up and down", "channel", "verdict")
        self.errors = counter("errors", "Messages without a proper reply, by reason", "channel", "reason")
        self.refusals = counter("refusals", "Requests refused, by code", "channel", "code")
        self.seconds = Histogram(
            "psa_answer_seconds",
            "From a message that was taken on to its reply",
            ("channel",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.purged = counter("purged_rows", "Rows removed because their time was up", "table")
        self.purge_failures = counter("purge_failures", "Hourly removals that failed")
        self.ready = gauge("ready", "1: a question can be answered end to end, as /health says")
        self.warnings = gauge("warnings", "Warnings that /health gives")
        self.slack_red = gauge("slack_red", "1: Slack is connected and somebody must do something")
        self.switched_off = gauge("switched_off", "1: data/notice.yml has switched the assistant off")
        self.notice = gauge("notice", "1: an emergency notice stands in front of every answer")
        self.notice_faulty = gauge("notice_faulty", "1: data/notice.yml has a fault and the last good one is in force")
        self.facts_due = gauge("facts_due", "Facts whose review day has come")

    def answered(self, channel: str, outcome: object, kind: object, seconds: float) -> None:
        """Counts a reply."""
        self.answers.labels(channel, _name(outcome), _name(kind)).inc()
        self.seconds.labels(channel).observe(seconds)
        if outcome == "fallback":
            self.fallbacks.labels(channel).inc()

    def failed(self, channel: str, reason: Error) -> None:
        """Counts a message without a proper reply."""
        self.errors.labels(channel, reason).inc()

    def refused(self, channel: str, code: str) -> None:
        """Counts a request that was refused."""
        self.refusals.labels(channel, _name(code)).inc()

    def text(self) -> bytes:
        """All figures in Prometheus's text format."""
        return bytes(generate_latest(self.registry))


def _name(value: object) -> str:
    """A label: our own names pass, anything else is one and the same, so that nobody can make up new ones."""
    text = str(value or "none")
    return text if _NAME.fullmatch(text) else "other"


METRICS = Metrics()
