"""Writes a report as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.case import KINDS
from evaluation.compare import Comparison
from evaluation.tally import Count, Report, total
from evaluation.variants import ORIGINAL, VARIANTS

MOST_LISTED = 60


def as_markdown(report: Report, missed: list[str], comparison: Comparison | None) -> str:
    """The whole report.

    Args:
        report: the figures.
        missed: floors that were not reached, one line each.
        comparison: with the last committed report, if there is one.
    """
    lines = [
        "# Evaluation",
        "",
        f"{report.day}, knowledge {report.knowledge or 'not told'}, model {report.model or 'not told'}. "
        "How the figures come about: [README](../README.md).",
        *(_main_figures(report) if report.sets else ()),
    ]
    for name in report.sets:
        lines += _set(report, name)
    if report.suite:
        lines += _suite(report)
    lines += ["", "## Floors", "", *([f"- missed: {line}" for line in missed] or ["All reached."])]
    if comparison:
        lines += _comparison(comparison)
    return "\n".join(lines) + "\n"


def _main_figures(report: Report) -> Iterator[str]:
    yield from ("", "| Figure | " + " | ".join(report.sets) + " |", "|---|" + "---:|" * len(report.sets))
    mains = [report.wrong_answers(name) for name in report.sets]
    alls = [report.count(name) for name in report.sets]
    scopes = [report.count(name, ("in_scope",)) for name in report.sets]
    yield _row("Wrong-answer rate (in scope and unanswerable)", [_share(main.wrong, main.cases) for main in mains])
    yield _row("Right in all, dialogues included", [_share(count.passed, count.cases) for count in alls])
    yield _row("Right in scope", [_share(count.passed, count.cases) for count in scopes])
    yield _row("Fallback rate in scope", [_share(count.fallback, count.cases) for count in scopes])
    yield _row("Told a fact nobody asked for, even beside the right one", [_share(m.stray, m.cases) for m in mains])
    speed = report.latency
    if speed.replies:
        yield ""
        yield f"Latency for one user: p50 {speed.p50:.0f} ms, p95 {speed.p95:.0f} ms ({speed.replies} replies)."


def _set(report: Report, name: str) -> Iterator[str]:
    variants = [variant for variant in (ORIGINAL, *VARIANTS) if variant in report.sets[name]]
    yield from ("", f"## Set: {name}", "")
    yield "| Kind | cases | wrong | " + " | ".join(f"right, {variant}" for variant in variants) + " |"
    yield "|---|" + "---:|" * (len(variants) + 2)
    for kind in KINDS:
        counts = [report.sets[name][variant].get(kind) for variant in variants]
        first = counts[0]
        if first:
            shares = [f"{count.pass_rate:.1%}" if count else "" for count in counts]
            yield _row(kind, [str(first.cases), f"{first.wrong_rate:.1%}", *shares])
    alls = [report.count(name, variant=variant) for variant in variants]
    shares = [f"{count.pass_rate:.1%}" for count in alls]
    yield _row("all", [str(alls[0].cases), f"{alls[0].wrong_rate:.1%}", *shares])


def _suite(report: Report) -> Iterator[str]:
    yield from ("", "## Suite generated from the knowledge base", "")
    ways = list(report.suite)
    yield "| Field | cases | wrong | " + " | ".join(f"right, {way}" for way in ways) + " |"
    yield "|---|" + "---:|" * (len(ways) + 2)
    for field in dict.fromkeys(field for by_field in report.suite.values() for field in by_field):
        yield _suite_row(field, [report.suite[way].get(field) for way in ways])
    yield _suite_row("all", [total(report.suite[way].values()) for way in ways])


def _suite_row(label: str, counts: list[Count | None]) -> str:
    in_all = total(count for count in counts if count)
    shares = [f"{count.pass_rate:.1%}" if count else "" for count in counts]
    return _row(label, [str(in_all.cases), f"{in_all.wrong_rate:.1%}", *shares])


def _comparison(comparison: Comparison) -> Iterator[str]:
    yield from ("", f"## Since the report of {comparison.since}", "")
    if not (comparison.figures or comparison.newly_failing or comparison.newly_passing):
        yield "Nothing changed."
    for label, old, new in comparison.figures:
        better = (new > old) != label.endswith("wrong-answer rate")
        yield f"- {'better' if better else 'worse'}: {label} {old:.1%} → {new:.1%}"
    for title, keys in (("newly failing", comparison.newly_failing), ("no longer failing", comparison.newly_passing)):
        if keys:
            more = f" and {len(keys) - MOST_LISTED} more" if len(keys) > MOST_LISTED else ""
            yield f"- {title} ({len(keys)}): {', '.join(keys[:MOST_LISTED])}{more}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%} ({part}/{whole})" if whole else "no cases"


def _row(label: str, cells: list[str]) -> str:
    return f"| {label} | " + " | ".join(cells) + " |"
