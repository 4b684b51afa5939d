"""A second look at the kind of a question, with what the classifier cannot see: facts, filters, subjects."""

from __future__ import annotations

import re

from assistant.answers.across_cues import kind_across
from assistant.answers.answer import Subject
from assistant.answers.context import Context
from assistant.answers.cues import asks_what_it_counts_as, points_back
from assistant.answers.ellipsis import (
    asks_for_instances,
    asks_from_when_to_when,
    asks_since_when,
    asks_until_when,
    asks_when_that_was,
    asks_who_says_so,
    asks_who_someone_is,
    attribute_misspelt,
    attribute_named,
    just_names,
    swaps_the_subject,
    unnamed,
)
from assistant.answers.filters import Filters, read_count_of_people
from assistant.answers.filters import counts_people as counts_people_of
from assistant.answers.inquiry import real_operations
from assistant.answers.kind_by_words import kind_by_words
from assistant.answers.nearest_record import surely_of_policy, topic_so_near
from assistant.answers.pointed import FIELDS, LEADS
from assistant.answers.question import FALLBACK, Clause
from assistant.knowledge.base import KnowledgeBase

#: Above this confidence the classifier is believed.
_SURE = 0.6
#: A kind in the running has at least this share of the best one's confidence.
_IN_THE_RUNNING = 0.6
#: What the nearest fact of a kind counts beside the classifier's confidence.
_FACT_COUNTS = 0.5
_NEARLY = 0.87
_WHY = ("why", "how come", "what for", "for what reason")
_IN_WHICH = re.compile(r"\b(?:in|with|on|of) (?:which|what) (?:operation|mission|deployment)s?\W*$")
_WHETHER_IN = re.compile(r"(?:is|are|was|were|do|does|have|has)\b[\w\s']*\b(?:in|there in)(?: the)?\s*$")
_COUNTS = re.compile(r"\b(?:how many|number of)\b")
_MAY_COUNT = frozenset(
    {"operation_agencies", "operation_role", "operation_overview", "operation_start", "operation_location"}
)
#: Asked of a part of the world, these ask for what there was in it.
_OF_A_REGION = frozenset({"operation_overview", "operation_presence", "operation_location"})
_ABOUT_MANY = ("policy_", "deployment_map", "past_contributions", "police_deployments")
_BEGAN_OR_ENDED = re.compile(
    r"^(?:what|which)\b.*\b(?:began|begin|started|start|ended|end|finished|running|going on)\b"
)
_OF_OPERATIONS = re.compile(r"\b(?:operations?|missions?|deployments?|countries|places|times|ones|campaigns?)\b")
_LISTS = re.compile(
    r"^(?:please |can you |could you )?(?:(?:list|name|show|give)(?: [\w'-]+){0,5}"
    r"|(?:which|what)(?: (?!acts?\b|laws?\b|rules?\b|polic(?:y|ies)\b|treat|minister|governs?\b|covers?\b)[\w-]+){0,3})"
    r" (?:operation|mission|deployment)s?\b"
)
#: Short questions that lean on the conversation are easily taken for these.
_TALK = frozenset({"human", "how_are_you", "help", "bot_challenge", "start_over", "more_detail", "complaint", "affirm"})
_SURE_OF_TALK = 0.5
#: From here on a kind of question about an operation is believed against the one that its few words name.
_SURE_OF_KIND = 0.55
_NEXT_TO_TALK = 0.75
_LIKELY_ON_FILE = 0.8
_SHORT = 6
_EXTREME_ONE = re.compile(
    r"\b(?:first|earliest|largest|biggest|smallest|longest|shortest|latest|most recent) (?:ever )?"
    r"(?:overseas |police |un )?"
    r"(?:operation|mission|deployment|peacekeeping)\b"
)
_FIRST_TIME = re.compile(
    r"\bfirst (?:ever )?(?:go|went|sen[dt]|serve|deploy|take|took|join|get|got|travel|work)|\bfor the first"
)
#: "The highest ever in UN missions": of the number of people in all of them, not of one.
_MOST_OF_THE_UN = re.compile(
    r"\b(?:highest|lowest|peak|record|most people|fewest people)\b.*\b(?:un|united nations)"
    r" (?:missions|operations|peacekeeping|service)\b(?!.*\bwhich\b)"
)
_OF_SOURCES = re.compile(
    r"\b(?:sources?|from|where|says?|said|links?|pages?|references?|read|based|proof|prove|evidence|know|cite|citation|web"
    r"|site|get|got|check|publish\w*|written|wrote|document\w*)\b"
)
_OF_MYSELF = re.compile(
    r"^\W*(?:\w+\W+)?(?:i|my (?:dad|father|mum|son|daughter|brother|uncle|grand\w+|mate))"
    r" (?:was|served|went|am|is|did)\b"
    r"[^?]*$"
)
#: Kinds that a question "since when ...?" is taken for.
_OF_TIME = ("answer_age", "operation_end", "operation_status", "operation_duration", "follow_up", FALLBACK)
_EACH_TOUR = re.compile(
    r"\b(?:each (?:man|woman|one|person|soldier|officer|team|rotation|time|tour)"
    r"|(?:a|per|one|their) (?:tour|stint|posting"
    r"|rotation)|at a time)\b"
)
_MANDATE_RUNS = re.compile(
    r"\bmandate\b.*\b(?:run|runs|last|lasts|expires?|ends?|up|valid|over)\b|\buntil when\b.*\bmandate\b"
)
_JUST_A_YEAR = re.compile(r"\W*(?:(?:and|so|what about|how about|in|for|or|then)\W+)*(?:the year )?(?:19|20)\d\d\W*")
_IN_ALL = re.compile(r"^\W*(?:(?:and|so|ok)\W+)*how many (?:in )?(?:all|total|altogether|overall|all up)\b")
#: Kinds that a later clause of a compound question about an operation is hardly ever of.
_NOT_INHERITED = ("careers", "contact_", "policy_", "out_of_scope", "oos_", FALLBACK)


def reconsidered(clause: Clause, subjects: tuple[Subject, ...], filters: Filters, kb: KnowledgeBase) -> Clause:
    """The clause, with another kind where facts, filters or the number of subjects speak for it."""
    lowered = clause.text.lower()
    if clause.kind == FALLBACK and len(subjects) == 1 and _OF_MYSELF.search(lowered):
        return clause.as_kind("operation_overview")
    if clause.kind == "praise" and clause.confidence < _SURE_OF_TALK and (ours := _ours_as_likely(clause)):
        return clause.as_kind(ours)
    if clause.kind == "answer_source" and clause.confidence < _SURE and not _OF_SOURCES.search(lowered):
        return clause.as_kind(FALLBACK)
    if clause.kind.startswith("policy_") and _EXTREME_ONE.search(lowered) and _likely(clause, "operations_extreme"):
        return clause.as_kind("operations_extreme")
    if clause.kind == "operation_start" and not subjects and filters.agencies and _FIRST_TIME.search(lowered):
        return clause.as_kind("operations_extreme")
    if clause.kind == "operations_extreme" and not subjects and _MOST_OF_THE_UN.search(lowered):
        return clause.as_kind("un_contributions")
    if clause.kind == "operations_year" and (filters.since is None) != (filters.until is None):
        return clause.as_kind("operations_list")
    likeliest = clause.ranking[0][0] if clause.ranking else None
    if clause.kind == FALLBACK and filters.regions and not subjects and likeliest == "operations_list":
        return clause.as_kind("operations_list")
    of_a_year = filters.since is not None and filters.since == filters.until and not subjects
    if clause.kind == "policy_numbers" and of_a_year and _nearly(clause, "un_contributions"):
        return clause.as_kind("un_contributions")
    if clause.kind in ("operations_count", "operations_list"):
        topic = topic_so_near(clause, kb)
        if topic and _likely(clause, f"policy_{topic}"):
            return clause.as_kind(f"policy_{topic}")
    if clause.kind == "operation_duration" and _EACH_TOUR.search(lowered):
        return clause.as_kind("policy_tour_length")
    if clause.kind in (FALLBACK, "operation_duration", "define_term") and _MANDATE_RUNS.search(lowered):
        return clause.as_kind("operation_end")
    asks_for_a_list = _LISTS.search(unnamed(clause)) or _IN_WHICH.search(lowered)
    of_many = asks_for_a_list and (subjects or _restricts(filters))
    if of_many and clause.confidence < _SURE and clause.kind.startswith(("operation_", "policy_")):
        return clause.as_kind("operations_list")
    if clause.kind.startswith("policy_") and _restricts(filters) and _nearly(clause, "operations_list"):
        return clause.as_kind("operations_list")
    if kind := kind_across(clause, subjects, filters, kb) or kind_by_words(clause, subjects, kb):
        return clause.as_kind(kind)
    not_led = clause.kind.startswith(_ABOUT_MANY) and not _told_of(clause, kb)
    if not_led and _LISTS.search(lowered) and _restricts(filters):
        return clause.as_kind("operations_list")
    if clause.kind.startswith("policy_") and _BEGAN_OR_ENDED.search(lowered) and filters.since == filters.until:
        return clause.as_kind("operations_year" if filters.since else clause.kind)
    if clause.kind == FALLBACK and subjects and clause.ranking and clause.ranking[0][0].startswith("operation_"):
        clause = clause.as_kind(clause.ranking[0][0])
    if clause.kind == "operation_status" and subjects and _asks_whether_in(clause):
        return clause.as_kind("operation_presence")
    if not subjects and filters.regions and clause.kind in _OF_A_REGION and not points_back(lowered):
        return clause.as_kind("operations_list")
    if clause.kind == "policy_recently_completed" and filters.state == "current" and _LISTS.search(lowered):
        return clause.as_kind("operations_list")
    if clause.kind in FIELDS and lowered.startswith(_WHY) and _likely(clause, "operation_reason"):
        return clause.as_kind("operation_reason")
    if subjects and clause.confidence < _SURE_OF_TALK and (kind := attribute_misspelt(clause.text)):
        return clause.as_kind(kind)
    if subjects and clause.kind == "un_contributions" and _nearly(clause, "operation_personnel"):
        return clause.as_kind("operation_personnel")
    if subjects and clause.kind == "un_contributions" and (kind := _kind_of_nearest(clause, subjects, kb)):
        return clause.as_kind(kind)
    if (
        subjects
        and clause.kind == "operations_count"
        and _COUNTS.search(lowered)
        and not _OF_OPERATIONS.search(lowered)
    ):
        return clause.as_kind("operation_personnel")
    if subjects and clause.kind in _MAY_COUNT and _COUNTS.search(lowered) and counts_people_of(lowered):
        return clause.as_kind("operation_personnel")
    if clause.kind in FIELDS and clause.confidence < _SURE and subjects:
        return clause.as_kind(_by_facts(clause, subjects, kb))
    return clause


def _asks_whether_in(clause: Clause) -> bool:
    """ "Is New Zealand (still) in Mali?": of a place, not of an operation."""
    places = [name for name in clause.names if name.kind == "place"]
    return bool(places) and bool(_WHETHER_IN.match(clause.text[: places[0].start].lower()))


def elliptical(clause: Clause, context: Context, known: tuple[Subject, ...]) -> Clause:
    """The clause as a follow-up, or as the kind that its few words name, where the classifier took it for another.

    ``known`` are the subjects of the conversation, empty where the clause has one of its own.
    """
    last = context.kind or ""
    if swaps_the_subject(clause) and last.startswith(("operation", "un_contributions", "policy_", "define_term")):
        return clause.as_kind("follow_up")
    if not known and last in FIELDS and just_names(clause) and clause.kind.startswith("operation_"):
        return clause.as_kind("follow_up")
    if asks_who_someone_is(clause) and clause.kind.startswith("operation_"):
        return clause.as_kind("operation_overview")
    if asks_for_instances(clause.text) and context.facts:
        return clause.as_kind("follow_up")
    if asks_who_says_so(clause.text) and any(kind == "answer_source" for kind, _ in clause.ranking):
        return clause.as_kind("answer_source")
    if not known or not last.startswith("operation"):
        return clause
    if clause.kind == "operations_year" and _JUST_A_YEAR.fullmatch(clause.text.lower().strip()):
        return clause.as_kind("follow_up")
    if asks_what_it_counts_as(clause.text):
        return clause.as_kind("operation_overview")
    if _IN_ALL.search(clause.text.lower()):
        return clause.as_kind("operation_personnel")
    if last == "operation_personnel" and clause.kind in ("follow_up", FALLBACK) and read_count_of_people(clause.text):
        return clause.as_kind(last)
    since = asks_when_that_was(clause.text) or asks_since_when(clause.text)
    if since and clause.kind.startswith(_OF_TIME):
        return clause.as_kind("operation_start")
    if asks_from_when_to_when(clause.text) and clause.kind.startswith(("operation_", *_OF_TIME)):
        return clause.as_kind("operation_duration")
    if asks_until_when(clause.text) and clause.kind.startswith(_OF_TIME):
        return clause.as_kind("operation_end")
    sure = clause.kind.startswith("answer_") and clause.confidence >= _SURE
    sure = sure or (clause.kind.startswith("operation_") and clause.confidence >= _SURE_OF_KIND)
    if not sure and (kind := attribute_named(unnamed(clause, "agency"))):
        return clause.as_kind(kind)
    doubtful = clause.kind in _TALK or (clause.kind == "out_of_scope" and len(clause.text.split()) <= _SHORT)
    doubtful = doubtful or (clause.kind.startswith("policy_") and points_back(clause.text))
    if doubtful and clause.confidence <= _SURE_OF_TALK and len(clause.ranking) > 1:
        kind, confidence = clause.ranking[1]
        if kind.startswith("operation_") and confidence >= _NEXT_TO_TALK * clause.confidence:
            return clause.as_kind(kind)
    return clause


def inherited(clause: Clause, known: tuple[Subject, ...], kb: KnowledgeBase) -> Clause:
    """A later clause without a subject of its own is about the first one's: "... and in what jobs?"."""
    other = clause.inherits and clause.kind.startswith(_NOT_INHERITED) and not surely_of_policy(clause, kb)
    if not (known and other):
        return clause
    return clause.as_kind(next((kind for kind, _ in clause.ranking if kind.startswith("operation_")), clause.kind))


def counts_people(clause: Clause, known: tuple[Subject, ...]) -> Clause:
    """ "How many were there?" after talk of one operation counts people, not operations."""
    if clause.kind == "operations_count" and len(known) == 1 and not _OF_OPERATIONS.search(clause.text.lower()):
        return clause.as_kind("operation_personnel")
    return clause


def _kind_of_nearest(clause: Clause, subjects: tuple[Subject, ...], kb: KnowledgeBase) -> str | None:
    """The kind of question that the nearest fact of the subjects answers, if it is near and no figure."""
    owners = {operation.id for subject in subjects for operation in real_operations(kb, subject)}
    for fact_id, score in clause.facts:
        if kb.owner_of(fact_id).id in owners:
            field = kb.fact(fact_id).field
            kind = next((kind for kind, fields in FIELDS.items() if field in fields), None)
            return kind if score >= LEADS and kind != "operation_personnel" else None
    return None


def _by_facts(clause: Clause, subjects: tuple[Subject, ...], kb: KnowledgeBase) -> str:
    owners = {operation.id for subject in subjects for operation in real_operations(kb, subject)}
    near: dict[str, float] = {}
    for fact_id, score in clause.facts:
        if kb.owner_of(fact_id).id in owners:
            near.setdefault(kb.fact(fact_id).field, score)
    best = clause.kind, -1.0
    for kind, confidence in clause.ranking or ((clause.kind, clause.confidence),):
        if kind in FIELDS and confidence >= _IN_THE_RUNNING * clause.confidence:
            score = confidence + _FACT_COUNTS * max((near.get(field, 0.0) for field in FIELDS[kind]), default=0.0)
            best = max(best, (kind, score), key=lambda pair: pair[1])
    return best[0]


def _told_of(clause: Clause, kb: KnowledgeBase) -> bool:
    """Whether the fact nearest to a question of policy is one of its topic, and near enough to lead."""
    topic = kb.topics.get(clause.kind.removeprefix("policy_"))
    if topic is None or not clause.facts or clause.facts[0][1] < LEADS:
        return False
    return clause.facts[0][0] in {*topic.lead, *(fact.id for fact in topic.facts)}


def _ours_as_likely(clause: Clause) -> str | None:
    """The kind of question that is nearly as likely as talk, where a fact on file most likely answers it."""
    if clause.answerable < _LIKELY_ON_FILE:
        return None
    found = (kind for kind, _ in clause.ranking if kind.startswith(("policy_", "operation_")))
    return next((kind for kind in found if _nearly(clause, kind)), None)


def _restricts(filters: Filters) -> bool:
    return bool(filters.since or filters.until or filters.regions or filters.not_regions or filters.agencies)


def _likely(clause: Clause, kind: str) -> bool:
    return any(
        name == kind and confidence >= _IN_THE_RUNNING * clause.confidence for name, confidence in clause.ranking
    )


def _nearly(clause: Clause, kind: str) -> bool:
    return any(name == kind and confidence >= _NEARLY * clause.confidence for name, confidence in clause.ranking)
