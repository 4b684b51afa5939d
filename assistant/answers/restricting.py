"""Narrowing what was listed: "only the Pacific ones", "any with police?", "and the United States?", "name them"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.context import Context
from assistant.answers.ellipsis import picks_from_the_list, swaps_the_subject
from assistant.answers.filters import Filters, read_filters, read_superlative
from assistant.answers.question import FALLBACK, Clause
from assistant.answers.settled import LIST_KINDS, Settled

#: Answers of policy that are lists of operations.
_COUNT_THEM = re.compile(
    r"\W*(?:(?:and|so|ok|okay|but|then)\W+)*(?:how many (?:is|are|were|was|does) (?:that|those|they|these|there|it)"
    r"(?: make| come to)?(?: (?:in all|in total|altogether|all up))?|(?:what(?:'s| is) the|in|that makes)"
    r" (?:total|count|number))\W*"
)
_LISTS = {"policy_current_operations": "operations_list", "policy_recently_completed": "operations_list"}
_NAME_THEM = re.compile(
    r"\W*(?:(?:and|so|ok|okay|please|pls|can you|could you|now|then|great|cool|just|yes)\W+)*"
    r"(?:(?:name|list|show(?: me)?|give me|tell me|spell out|enumerate) (?:them|those|these|the list|all of them"
    r"|(?:all )?(?:their|the) names|the (?:missions|operations|deployments|ones)|which(?: ones)?)(?: all| out| for me)*"
    r"|(?:what|which|who|wich) (?:ones )?(?:are|were) (?:they|those|these)(?: called)?|(?:what|which) (?:are|were)"
    r" (?:their|the) names|names)\W*(?:please|pls|then)?\W*"
)
_FILL_WORDS = (
    "any some with and only just the ones one those these in on from of to for them which what who about how were was"
    " are is had has have did does do involved involving involve including include led lead by run before after since"
    " until till up between during started began beginning starting began begun ended finished going running still now"
    " mission missions operation operations deployment deployments please pls no i mean meant ok okay so but then show"
    " me give list people region regions area also too there other nz our we us ours new zealand took part sent went"
    " all leave out leaving drop without except excluding not ignore skip minus apart through hmm sorry instead at"
    " years year under as well let's say take based happened were like missions that where east middle south"
)
_FILL = frozenset(_FILL_WORDS.split())
#: Kinds with an answer of their own that a bare restriction is hardly ever taken for rightly.
_NEVER = ("answer_", "oos_secret", "oos_injection", "distress", "thanks", "start_over")
_SHORT = 8
_ALONE = re.compile(r"\b(?:alone|solely|nobody else|no one else|\w+ only)\W*$")
_LED_BY = "led by "


def list_of(context: Context) -> str | None:
    """The kind of list that was told last, if it was one."""
    kind = _LISTS.get(context.kind or "", context.kind or "")
    return kind if kind in LIST_KINDS else None


def restricted(settled: Settled, context: Context) -> Settled | None:
    """The last list again: named, or narrowed by a region, agency, lead or time."""
    clause, kind = settled.clause, list_of(context)
    if settled.named or kind is None:
        return _of_what_was_shown(settled, context) if not settled.named else _led_by_another(settled, context, kind)
    if _NAME_THEM.fullmatch(clause.text.lower().strip()):
        again = settled.asked_as("operations_list", *context.subjects)
        return replace(again, filters=Filters.from_slot(context.filters), among=context.among)
    if len(context.subjects) != 1 and _COUNT_THEM.fullmatch(clause.text.lower().strip()):
        again = settled.asked_as("operations_count", *context.subjects)
        return replace(again, filters=Filters.from_slot(context.filters), among=context.among)
    if settled.filters.empty or not _restricts(clause, kind):
        return None
    if kind == "operations_year" and only_restricts(clause) and _names_just_a_year(settled.filters):
        return replace(settled.asked_as(kind), filters=settled.filters)
    again_kind = "operations_count" if clause.kind == "operations_count" else "operations_list"
    if kind != context.kind:
        context = replace(
            context, filters={"state": "current" if context.kind == "policy_current_operations" else "ended"}
        )
    return narrowed_list(settled, context, again_kind)


def narrowed_list(settled: Settled, context: Context, kind: str) -> Settled:
    """The last list again, with a further restriction."""
    merged = merged_filters(settled, context)
    if context.kind == "operations_extreme" and len(context.among) > 1:
        among = () if context.filters else context.among
        return replace(settled.asked_as(kind), subjects=among, filters=merged)
    subjects = () if settled.filters.regions else context.subjects
    one = {subject.id for subject in subjects} <= {subject.id for subject in context.listed}
    of_one = one and len(subjects) == 1
    kept = () if one and (kind != "operations_extreme" or of_one) else subjects
    if kind == "operations_extreme" and of_one and not read_superlative(settled.clause.text):
        # "And outside the UN?" after the longest of the UN's.
        said = read_superlative(context.said or "") or ""
        settled = replace(settled, clause=replace(settled.clause, text=f"{settled.clause.text} {said}"))
    return replace(settled, clause=settled.clause.as_kind(kind), filters=merged, subjects=kept)


def merged_filters(settled: Settled, context: Context) -> Filters:
    """Those of the last list together with those asked for now."""
    return _merged(Filters.from_slot(context.filters), settled.filters, settled.clause.text.lower())


def _merged(last: Filters, new: Filters, text: str) -> Filters:
    """Both; what is asked for now is not left out any more, and what is left out now is not asked for."""
    kept = replace(
        last,
        not_regions=_less(last.not_regions, new.regions),
        regions=_less(last.regions, new.not_regions),
        not_leads=_less(last.not_leads, new.leads),
        leads=_less(last.leads, new.not_leads),
        not_agencies=_less(last.not_agencies, new.agencies),
        agencies=_less(last.agencies, new.not_agencies),
    )
    # "Only those with police" are those of the list with police; "police only" are those with nobody else.
    return kept.narrowed(replace(new, only_agency=new.only_agency and bool(_ALONE.search(text))))


def _less(values: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in values if value not in others)


def only_restricts(clause: Clause) -> bool:
    """Whether it says hardly more than a restriction: "any with police?", "led by the UN?", "leave out Africa"."""
    words = re.findall(r"[\w'-]+", clause.text.lower().replace("’", "'"))
    rest = [word for word in words if word not in _FILL and read_filters(word).empty and not word.isdigit()]
    return len(words) <= _SHORT and not [word for word in rest if read_filters(f"in the {word}").empty]


def _restricts(clause: Clause, kind: str) -> bool:
    if clause.kind.startswith(_NEVER):
        return False
    own_list = clause.kind in LIST_KINDS and len(clause.text.split()) > _SHORT
    return picks_from_the_list(clause.text) or (
        only_restricts(clause) and not own_list and kind != "operations_extreme"
    )


def _names_just_a_year(filters: Filters) -> bool:
    return (
        filters.since is not None
        and filters.since == filters.until
        and replace(filters, since=None, until=None, edge=None).empty
    )


def _of_what_was_shown(settled: Settled, context: Context) -> Settled | None:
    """ "Which of those had police?" of what was told a line each, or compared."""
    clause = settled.clause
    of_them = re.search(r"\b(?:of|among|from) (?:those|them|these)\b", clause.text.lower())
    if len(context.among) < 2 or settled.filters.empty or not of_them or clause.kind.startswith(_NEVER):
        return None
    if clause.kind not in (*LIST_KINDS, "follow_up", FALLBACK, "operation_agencies", "operation_participants"):
        return None
    return settled.asked_as("operations_list", *context.among)


def _led_by_another(settled: Settled, context: Context, kind: str | None) -> Settled | None:
    """ "Which did NATO lead?" - "and the United States?": led by the one named, not in it."""
    last = Filters.from_slot(context.filters)
    clause, places = settled.clause, [name for name in settled.clause.names if name.kind == "place"]
    if kind is None or not last.leads or len(places) != 1 or not swaps_the_subject(clause):
        return None
    name = replace(places[0], start=len(_LED_BY), end=len(_LED_BY) + len(places[0].text))
    asked = replace(clause, text=_LED_BY + places[0].text, names=(name,), kind="operations_list", facts=())
    return replace(settled, clause=asked, filters=replace(last, leads=()), doubtful=())
