"""Record types of the knowledge base.

Every record is frozen and rejects unknown fields, so that a misspelt key in a knowledge file is an error and not a
silent loss. Dates are EDTF strings (``2003-07``, ``2016~``, ``2009-11/2014-08``): see ``assistant.knowledge.dates``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

Region = Literal["Pacific", "Asia", "Middle East", "Africa", "Europe", "Americas"]
Lead = Literal["UN", "NATO", "EU", "regional", "coalition", "bilateral", "MFO", "several", "none"]
State = Literal["ongoing", "mandate_lapsed", "ended", "not_known"]
Category = Literal["peace_support", "related", "umbrella"]
PersonnelKind = Literal["peak", "total", "at_date", "ceiling"]
FactField = Literal[
    "summary",
    "start",
    "end",
    "status",
    "mandate_expiry",
    "personnel",
    "location",
    "leader",
    "participants",
    "agencies",
    "role",
    "mandate",
    "outcome",
    "nz_operation_name",
    "cost",
    "casualties",
    "reason",
    "medal",
    "policy",
]


class Record(BaseModel):
    """Base of all records: immutable, no unknown fields."""

    class Config:
        """Settings of pydantic."""

        allow_mutation = False
        frozen = True
        extra = "forbid"


class Source(Record):
    """A page, paper or data set that facts rest on. ``as_of`` says what time it speaks of, not when we read it."""

    id: str
    title: str
    publisher: str
    address: str | None = None
    as_of: str | None = Field(None, description="EDTF date, none where the page is undated")
    as_of_note: str | None = Field(
        None, description="shown in place of the date where it needs words: 'undated; after 2016', 'reviewed on ...'"
    )
    reliability: Literal["official", "good", "weak"] = "good"


class Fact(Record):
    """One statement that stands alone as a sentence, in our own words, with its source."""

    id: str
    field: FactField
    statement: str
    value: str | None = None
    unit: str | None = None
    source: str
    where: str | None = Field(None, description="where in the source: a section, a page, a column")
    as_of: str | None = Field(None, description="EDTF; overrides the date of the source")
    valid_at: str | None = Field(None, description="EDTF; the time the statement itself speaks of")
    review_by: str | None = Field(None, description="ISO day on which the fact must be looked at again")
    agency: str | None = Field(None, description="agency id, where the fact is about one agency's work")
    inference: bool = Field(False, description="a conclusion drawn from dates in two pages")
    also: tuple[str, ...] = Field((), description="further source ids that say the same")
    merged: tuple[str, ...] = Field((), description="ids of former facts that say the same; they lead here")
    asked: tuple[str, ...] = Field(
        (), description="how people ask for just this fact, in several voices; helps the search"
    )


class Dated(Record):
    """A date of an operation, and the fact that it rests on."""

    date: str = Field(..., description="EDTF")
    fact: str
    note: str | None = None


class Valued(Record):
    """A short value (name, mandate, role) and the fact that it rests on."""

    value: str
    fact: str


class Status(Record):
    """Whether an operation goes on, as far as the sources tell."""

    state: State
    fact: str | None = None
    last_seen: str | None = Field(None, description="EDTF: the latest sign of activity on file")
    mandate_to: str | None = Field(None, description="ISO day on which the mandate on file was due to end")


class Personnel(Record):
    """A number of people: what it counts and when it was true."""

    kind: PersonnelKind
    value: str = Field(..., description="as shown, for example 'up to 28'")
    number: int | None = Field(None, description="for sorting; none where the sources give no figure")
    counts: str = Field(..., description="what is counted, for example 'NZDF personnel'")
    valid_at: str | None = Field(None, description="EDTF")
    fact: str


class Disagreement(Record):
    """A point on which sources differ, told as one self-contained sentence."""

    text: str
    field: FactField | None = None
    sources: tuple[str, ...] = ()


class Operation(Record):
    """A peace support operation, a related activity, or an umbrella over several operations."""

    id: str
    name: str = Field(..., description="full name")
    short_name: str = Field(..., description="how an answer calls it in running text, for example 'RAMSI'")
    aliases: tuple[str, ...] = ()
    category: Category
    category_note: str | None = Field(None, description="for related activities: what it is instead")
    part_of: str | None = None
    order: int | None = Field(None, description="position among the parts of the umbrella, oldest first")
    followed_by: tuple[str, ...] = ()
    countries: tuple[str, ...] = Field((), description="ISO codes of the places where New Zealanders served")
    about_countries: tuple[str, ...] = Field((), description="ISO codes of places it concerns where nobody served")
    region: Region
    lead: Lead
    lead_detail: str | None = None
    leads: tuple[Lead, ...] = Field((), description="every lead in turn, where there was more than one")
    led_by: tuple[str, ...] = Field((), description="ISO codes of the countries that led it, New Zealand (NZ) included")
    agencies: tuple[str, ...] = ()
    on_ministry_page: bool = False
    nz_operation_name: Valued | None = None
    start: Dated | None = None
    end: Dated | None = None
    status: Status
    personnel: tuple[Personnel, ...] = ()
    role: Valued | None = None
    mandate: tuple[Valued, ...] = ()
    outcome: Valued | None = None
    overview: tuple[str, ...] = Field((), description="ids of the facts (at most three) that introduce the operation")
    disagreements: tuple[Disagreement, ...] = ()
    facts: tuple[Fact, ...] = ()


class Gap(Record):
    """Something that people ask and no page on file tells: the honest answer, and how it is asked."""

    id: str
    statement: str = Field(..., description="one sentence that says what is not on file")
    asked: tuple[str, ...] = Field(..., description="how people ask it, in several voices")


class Topic(Record):
    """A question of policy and the facts that answer it.

    ``lead`` names the facts of the short answer, in order; they may stand in other records too.
    """

    id: str
    title: str
    question: str
    lead: tuple[str, ...]
    facts: tuple[Fact, ...]
    disagreements: tuple[Disagreement, ...] = ()
    related: tuple[str, ...] = Field((), description="ids of topics a reader may want next")
    gaps: tuple[Gap, ...] = Field((), description="what is asked here and on no page on file")


class Term(Record):
    """A word of the field. Its facts are definitions; ``not_same_as`` names terms it is confused with."""

    id: str
    term: str
    aliases: tuple[str, ...] = ()
    facts: tuple[Fact, ...]
    operation: str | None = Field(None, description="operation of the same name, if there is one")
    agency: str | None = Field(None, description="agency of the same name, if there is one")
    not_same_as: tuple[str, ...] = ()


class Agency(Record):
    """A body with a part in peace support."""

    id: str
    name: str
    short_name: str
    te_reo: str | None = None
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = Field((), description="ids of facts, wherever they stand, on what it does; best first")
    facts: tuple[Fact, ...] = ()


class Contact(Record):
    """A way to reach somebody, or the place to go with a question that is not ours."""

    id: str
    title: str
    text: str = Field(..., description="one self-contained sentence")
    phone: str | None = None
    address: str | None = Field(None, description="web address")
    source: str
    fact: str | None = Field(None, description="id of the fact that says the same, if there is one")


class Place(Record):
    """A country or territory."""

    code: str
    name: str
    the: bool = Field(False, description="takes the article in running text: the Philippines")
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = Field((), description="words for its people: they name the place too")
    region: str


class AmbiguousName(Record):
    """A name that may mean several records: the assistant asks which, unless the question says."""

    name: str
    means: tuple[str, ...] = Field(..., description="kind:id of each record, for example operation:cmf_maritime")
    note: str | None = None


class RegionNames(Record):
    """What people call a part of the world."""

    id: Region
    aliases: tuple[str, ...] = ()


class UnMission(Record):
    """A UN peacekeeping operation, whether or not New Zealand took part."""

    acronym: str
    name: str
    location: str
    start: str | None = None
    end: str | None = None
    operation: str | None = None
    source: str
    note: str | None = None


class Contribution(Record):
    """One UN contribution figure. Rows of different granularity are never added up."""

    date: str
    granularity: Literal["month_all", "month_mission", "year_average_mission", "snapshot_all", "quoted", "estimate"]
    mission: str
    troops: int | None = None
    police: int | None = None
    experts: int | None = None
    total: int | None = None
    source: str
    note: str | None = None
