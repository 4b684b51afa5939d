"""Cues in the words of a question: does it point back, load the question, ask for a definition?"""

from __future__ import annotations

import re

_POINTS_BACK = re.compile(
    r"\b(?:it|its|it's|they|their|them|(?:that|this|the) (?:one|mission|operation|deployment|force)"
    r"|those|these|same|he|she)\b"
)
_SEVERAL = re.compile(r"\b(?:they|their|them|those|these|each|all)\b")
_TOLD = re.compile(r"\b(?:it|its|it's|that|this|they|them|there|those)\b")
_WHICH_OF_THEM = re.compile(
    r"^(?:(?:and|so|ok|but)[ ,]+)*(?:which|what|who)(?: one| mission| operation| of (?:them|those|these|the two))?"
    r" (?:(?:was|is|were|had|has|lasted|went|came|started|began|ended|did)\b.*)?"
    r"(?:bigg|larg|small|long|short|earl|first|lat|old|new|most|few|more)"
)
_THE_ONE = re.compile(r"\bthe (?:[\w'-]+ ){1,4}one\b|\bthe one (?:in|from|of|with|for|led|about)\b")
_THE_OTHER = re.compile(r"\bthe other(?: one| mission| operation)?\W*$|\bthe other one\b")
_POINTS_BACK_OR_THAT = re.compile(r"\b(?:it|that|this|they|those)\b")
_COUNTS_AS = re.compile(r"\b(?:counts?|counted|regarded|seen|class(?:ed|ified)) as (?:a |an )?peace")
_OF_ALL = re.compile(r"\b(?:ever|of all|in all|overall|altogether|history)\b")
_THERE = re.compile(r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )\bthere\b(?! (?:is|are|was|were|any|a|been)\b)")
_COMES_NEXT = re.compile(
    r"^\W*(?:(?:and|so|but|then|ok|okay)\W+)*(?:what (?:about |was there |happened |is there )?)?"
    r"(?:right |straight )?after"
    r"(?:wards| (?:it|that|this|them))\W*$|\btook over (?:from )?(?:it|that|them)\b|"
    r"\b(?:came|comes|come|was) (?:next|after(?: (?:it|that|them))?)\b"
    r"|\b(?:followed|succeeded|replaced) (?:it|that|them)\b"
)
_WHO_CAME = re.compile(r"\bwho (?:\w+ )?(?:came|comes|was|took over)\b|\b(?:him|her)\b")
_CAME_BEFORE = re.compile(
    r"^\W*(?:(?:and|so|but|then|ok|okay)\W+)*(?:what (?:about |was there |happened |is there )?)?"
    r"(?:right |just )?before"
    r" (?:it|that|this|them)\W*$|"
    r"\b(?:came|comes|was there|was) (?:right |just )?before(?: (?:it|that|them|this))?\W*$"
    r"|\bpreceded (?:it|that|them|this)?"
)
_LOADED = re.compile(
    r"\b(?:invad|attack|occup|conquer|annex|coloni|bomb|kill|murder|massacre|shoot|shot|war crime|tortur|lose|lost"
    r"|defeat|surrender|refus|forc|steal|stole|secret|illegal|betray|abandon|desert|fail|cover|lie[ds]?\b|invent"
    r"|control|command|veto|leave|left|quit|withdr|ban|expel|punish|destroy|overthrow|rule[ds]?\b|start(?:ed)? the war"
    r"|nuclear|own)"
)
_OURS = re.compile(r"\b(?:nz|new zealand|kiwis?|we|our|us|peace|un|troops|soldiers|sent|deployed)\b")
_RIGHT_AWAY = re.compile(
    r"(?:(?:and|so|please) )?(?:what(?:'s| is| are| was| were|s)?|define|explain)(?: (?:an?|the|meant by))?[\s'\"“‘]*"
)
_DEFINES = re.compile(
    r"\b(?:what|what's|whats|define|definition|meaning|mean|means|explain(?:ed)?|stands? for"
    r"|in (?:plain|simple|other) (?:words|terms|english))\b"
)


def points_back(text: str) -> bool:
    """Whether the words point to what was talked about before: "it", "that mission", "were they there?"."""
    lowered = text.lower()
    return bool(_POINTS_BACK.search(lowered) or _THERE.search(lowered))


def asks_for_the_next(text: str) -> bool:
    """Whether it asks what came after what was talked about; who came after somebody is another question."""
    lowered = text.lower()
    return bool(_COMES_NEXT.search(lowered)) and not _WHO_CAME.search(lowered)


def asks_for_the_one_before(text: str) -> bool:
    """Whether it asks what came before what was talked about."""
    return bool(_CAME_BEFORE.search(text.lower()))


def is_loaded(text: str) -> bool:
    """Whether a word takes something hostile or grave for granted; without one nothing needs to be put right."""
    return bool(_LOADED.search(text.lower()))


def is_about_us(text: str) -> bool:
    """Whether it is about New Zealand, peace or forces, as far as single words tell."""
    return bool(_OURS.search(text.lower()))


def names_right_away(before: str) -> bool:
    """Whether what stands before a name is just "what is a", "define the" or the like."""
    return bool(_RIGHT_AWAY.fullmatch(before.lower().strip()))


def asks_for_meaning(text: str) -> bool:
    """Whether it asks what something is or means."""
    return bool(_DEFINES.search(text.lower()))


def points_at_several(text: str) -> bool:
    """Whether it points to several things: "who led them?"."""
    return bool(_SEVERAL.search(text.lower()))


def points_to_what_was_told(text: str) -> bool:
    """Whether it points to what was just told: "is that law?", "until when does it run?"."""
    return bool(_TOLD.search(text.lower()))


def asks_which_of_them(text: str) -> bool:
    """Whether it asks which of several already spoken of was larger, longer, first: "which one started first?"."""
    lowered = text.lower().strip()
    return bool(_WHICH_OF_THEM.search(lowered)) and not _OF_ALL.search(lowered)


def says_the_one(text: str) -> bool:
    """Whether it describes one of several: "the Syrian one", "the one in Basra"."""
    return bool(_THE_ONE.search(text.lower()))


def says_the_other(text: str) -> bool:
    """Whether it means the other of two: "how many in the other?"."""
    return bool(_THE_OTHER.search(text.lower()))


def asks_what_it_counts_as(text: str) -> bool:
    """Whether it asks if what was talked about counts as peacekeeping."""
    return bool(_COUNTS_AS.search(text.lower()) and _POINTS_BACK_OR_THAT.search(text.lower()))
