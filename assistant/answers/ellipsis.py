"""Elliptical questions by their words: "and the end?", "not the start, the end", "same for Cyprus", "which ones?"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from assistant.answers.question import Clause

#: Words that name what is asked of an operation, when hardly anything else is said.
_ATTRIBUTES: Mapping[str, str] = {
    "operation_start": r"start(?:ing)?|begin(?:ning)?|launch|since when|from when|when|wh?en|dates?"
    r"|(?:which|what) year",
    "operation_end": r"end(?:ing)?|finish|until when|till when|up to when",
    "operation_duration": r"duration|length|(?:for )?how long",
    "operation_personnel": r"numbers?|figures?|strength|size|head ?count|(?:for )?how many(?: people| troops)?"
    r"|peak|total|how big|how large",
    "operation_location": r"where|places?|locations?",
    "operation_leader": r"leaders?|leadership|commanders?|command"
    r"|who (?:led|lead|leads|leading|ran|runs|commanded|headed)|in charge|(?:who (?:is|was) )?(?:the )?boss",
    "operation_participants": r"partners?|participants?|other countries|who else",
    "operation_agencies": r"agencies|who (?:went|was sent|were sent|took part|was there|were there)",
    "operation_role": r"roles?|tasks?|jobs?|do(?:ing)? what|to do what|do(?:ing)? there"
    r"|w(?:h?[ao]t) (?:nz|we|they) (?:do|did|does)"
    r"|w(?:h?[ao]t) (?:did|do|does|were|was|are|is)(?: [\w']+){0,3} (?:do(?:ing)?|up to|for)(?: there)?",
    "operation_mandate": r"mandate|legal basis|resolution|authority",
    "operation_outcome": r"outcome|results?|achievements?",
    "operation_nz_name": r"(?:code ?)?name",
    "operation_cost": r"costs?|expensive|money|price|budget",
    "operation_casualties": r"casualties|deaths?|died|killed|losses|injur(?:y|ies)",
    "operation_reason": r"reasons?|wh?y|y|purpose|(?:the )?point|what for|how come",
    "operation_status": r"status",
}
_FILLER_WORDS = (
    "and so ok okay now then well it its it's them their the a an what about how in of please also just whats what's is"
    " was i meant mean no sorry rather actually asked asking for date year tell me give but at to that this one"
    " there they he she him her did do does has have hang on wait hm hmm but exactly we us our ours"
    " nz nz's kiwi kiwis go went guys r u"
    " n k anyway pls plz thanks cool great nice right yeah yep oh contribution contingent part involvement will would"
)
FILLER = frozenset(_FILLER_WORDS.split())
_NEGATED = re.compile(
    r"\b(?:not|rather than|instead of)\s+(?:(?:the|its|about|in)\s+)*[\w-]+(?:\s+(?:dates?|numbers?|year))?"
)
_SWAPS_WORDS = (
    "what wat wot wht whats what's how hows about abt bout and for in the same question again ditto then please"
    " pls too also as well with on ok okay now back to return returning go going let's lets of or at from so but"
    " thing mission operation deployment one i n nd alone"
)
_SWAPS = frozenset(_SWAPS_WORDS.split())
_SWAP_MARKS_WORDS = "about abt bout same ditto too also back and n nd alone"
_SWAP_MARKS = frozenset(_SWAP_MARKS_WORDS.split())
_BARE = frozenset({"it", "the", "a", "in"})
_MORE = re.compile(
    r"(?:(?:and|ok|okay|cool|so|nice|great|hm+)[ ,.!]+)*(?:which ones?|such as|like what|who exactly|which exactly"
    r"|(?:can you )?(?:give (?:me )?)?(?:an? |some |one |any )?examples?(?: please)?|for example|for instance|namely"
    r"|what exactly)\W*"
)
_PICKS = re.compile(
    r"\b(?:of|among|amongst|from) (?:those|them|these)\b"
    r"|^(?:and |so |but |ok )*(?:which|what|who)(?: ones?)?"
    r" (?:is|are|was|were|had|has|have|did|began|started|ended|involved)\b"
    r"|^(?:and |so |but |ok )*how many (?:ones )?(?:were|was|are|had) (?:led|run|in|with|not|under|over)\b"
    r"|^(?:and |but |so |no |ok )*(?:only|just|those|the ones|ones|without|except|excluding|not)\b"
)
_NAMES_OPERATIONS = re.compile(r"\b(?:operations?|missions?|deployments?|countries|country|places)\b")
_WHO_SAYS = re.compile(
    r"^(?:(?:and|but|so)[ ,]+)*(?:(?:who|which (?:source|page)) (?:says?|said|claims?|claimed"
    r"|gives? (?:\d|(?:that|this|those|these) \w))|says who)\b"
)
_MISSPELT: Mapping[str, str] = {
    **dict.fromkeys(("begin", "began", "begun", "start", "started", "beginning"), "operation_start"),
    **dict.fromkeys(("finish", "finished", "ended", "ending"), "operation_end"),
    **dict.fromkeys(("commander", "commanded", "leader"), "operation_leader"),
    **dict.fromkeys(("mandate", "resolution"), "operation_mandate"),
}
_LIKE = 0.82
_WHO_IS = re.compile(r"(?:(?:and|so|ok) )*who(?:'s| is| was| were|s)")
_WHEN_WAS_THAT = re.compile(
    r"(?:(?:and|so|ok) )*(?:(?:when|(?:in )?(?:what|which) year) (?:was|did|were|is) (?:that|this|it)"
    r"|(?:in )?(?:what|which) year)(?: happen(?:ing|ed)?| made| signed| decided| adopted| written| set up)?\W*"
)
_THEY = r"(?:was|were|did|is|are) (?:that|this|it|he|she|they|him|her)"
_WHEN_WERE_THEY = re.compile(
    r"(?:(?:and|so|ok)[ ,]+)*(?:when|(?:in |for |from )?(?:what|which) (?:years?|dates?|period|month|day)(?: exactly)?)"
    rf"(?: {_THEY}(?: (?:there|in charge|in command|serve|command|lead|led|happen|on|die|killed|shot|hurt|appointed"
    r"|take over|start|go|boss|head))?)?\W*"
)
_POST = re.compile(
    r"(?:(?:and|so|ok)[ ,]+)*(?:what(?:'s| was| is) (?:his|her) (?:job|role|rank|post|position|title|task)"
    r"|what (?:was|is|did) (?:he|she)(?: (?:do|doing|there|in charge of|exactly)){1,3})\W*"
)
_BEGINS, _ENDS = re.compile(r"\b(?:start|begin|beginning|began)\b"), re.compile(r"\b(?:end|finish|stop)(?:ed)?\b")
_FEW = 8
_UNTIL_WHEN = re.compile(
    r"\b(?:until|till|til|up to|through to) (?:when|what|which)\b|\bhow (?:much )?longer\b"
    r"|\bwhen (?:does|will|is|should) (?:it|this|that|they) (?:end|stop|finish|expire|run out|be over|due|over)\b"
)
_SINCE_WHEN = re.compile(
    r"\b(?:since when|from when on|how long since|since (?:what|which) year)\b"
    r"(?!.*\b(?:known|ceiling|figure|number|limit|cap|page|law|rule)\b)"
)
_EXCLUDES = re.compile(
    r"\b(?:excluding|except(?: for)?|without|but not|other than|apart from|leav(?:e|ing) out|minus|not counting)\s+"
    r"(?:(?:the|those|ones|missions?|operations?|in|for|from)\s+)*$"
)


def attribute_named(text: str) -> str | None:
    """The kind of question that a few words name: "and its end?", "the date, not the number", "doing what?"."""
    lowered = text.lower().replace("’", "'")
    rest = _NEGATED.sub(" ", lowered) if _NEGATED.search(lowered) else lowered
    best: tuple[int, str] | None = None
    for kind, pattern in _ATTRIBUTES.items():
        for match in re.finditer(rf"\b(?:{pattern})\b", rest):
            others = set(_words(rest[: match.start()] + " " + rest[match.end() :]))
            if others <= FILLER and (best is None or len(match[0]) > best[0]):
                best = len(match[0]), kind
    return best[1] if best else None


def blank_attributes(text: str) -> str:
    """The text with the words that name what is asked replaced by as many spaces: "the police one, how many?"."""
    lowered = text.lower().replace("’", "'")
    for pattern in _ATTRIBUTES.values():
        lowered = re.sub(rf"\b(?:{pattern})\b", lambda match: " " * len(match[0]), lowered)
    return lowered


def attribute_asked(text: str) -> str | None:
    """The kind of question that the longest of its words names, whatever else is said; none without such words."""
    lowered = text.lower().replace("’", "'")
    found = [
        (len(match[0]), kind)
        for kind, pattern in _ATTRIBUTES.items()
        for match in re.finditer(rf"\b(?:{pattern})\b", lowered)
    ]
    return max(found)[1] if found else None


def unnamed(clause: Clause, *kinds: str) -> str:
    """The words of a clause, each of its names (of these kinds, or all) put as "it"."""
    text = clause.text.lower()
    for start, end in sorted({(n.start, n.end) for n in clause.names if not kinds or n.kind in kinds}, reverse=True):
        text = f"{text[:start]}it{text[end:]}"
    return text


def swaps_the_subject(clause: Clause) -> bool:
    """Whether it only puts another name in the place of the last: "wat about the mfo", "same for Cyprus please"."""
    if not clause.names:
        return False
    rest = clause.text.lower().replace("’", "'")
    for name in sorted(clause.names, key=lambda item: -item.start):
        rest = rest[: name.start] + " " + rest[name.end :]
    words = set(_words(rest))
    return words <= _SWAPS and bool(words & _SWAP_MARKS)


def just_names(clause: Clause) -> bool:
    """Whether it is a name and nothing else: "INTERFET?", "the MFO"."""
    return bool(clause.names) and set(_words(unnamed(clause))) <= _BARE


def asks_for_instances(text: str) -> bool:
    """Whether it only asks for the single things behind the last answer: "which ones?", "such as?"."""
    return bool(_MORE.fullmatch(text.lower().strip()))


def picks_from_the_list(text: str) -> bool:
    """Whether it restricts what was listed: "which of those ...", "only the ...", "and which were ..."."""
    lowered = text.lower().strip()
    match = _PICKS.search(lowered)
    return bool(match) and (" of " in f" {match[0]} " if match and _NAMES_OPERATIONS.search(lowered) else True)


def attribute_misspelt(text: str) -> str | None:
    """The kind of question that a slightly misspelt word stands for: "begn" asks for the start."""
    words = [word for word in _words(text.lower()) if len(word) > 3]
    if any(word in _MISSPELT for word in words):
        return None
    close = [match for word in words for match in get_close_matches(word, _MISSPELT, n=1, cutoff=_LIKE)]
    kinds = {_MISSPELT[word] for word in close}
    return kinds.pop() if len(kinds) == 1 else None


def asks_who_says_so(text: str) -> bool:
    """Whether it asks who says what was told: "who says 16?"."""
    return bool(_WHO_SAYS.search(text.lower().strip()))


def asks_who_someone_is(clause: Clause) -> bool:
    """Whether it asks who somebody, linked by name, is or was, and nothing else."""
    if len({(name.start, name.end) for name in clause.names}) != 1:
        return False
    name = clause.names[0]
    after = clause.text[name.end :].strip(" ?!.")
    return not after and bool(_WHO_IS.fullmatch(clause.text[: name.start].strip().lower()))


def asks_when_that_was(text: str) -> bool:
    """Whether it asks when that happened which was just told."""
    return bool(_WHEN_WAS_THAT.fullmatch(text.lower().strip()))


def asks_from_when_to_when(text: str) -> bool:
    """Whether it asks for both ends: "year start year finish?"."""
    lowered = text.lower()
    return len(lowered.split()) <= _FEW and bool(_BEGINS.search(lowered) and _ENDS.search(lowered))


def asks_when_they_were(text: str) -> bool:
    """Whether it asks only when those just told of were there, in command, killed: "which years?"."""
    return _WHEN_WERE_THEY.fullmatch(text.lower().strip()) is not None


def asks_what_they_did(text: str) -> bool:
    """Whether it asks only for the post of one just told of: "what was his job?"."""
    return _POST.fullmatch(text.lower().strip()) is not None


def asks_until_when(text: str) -> bool:
    """Whether it asks when what was talked about ends: "until what date will this continue?"."""
    return _UNTIL_WHEN.search(text.lower()) is not None


def asks_since_when(text: str) -> bool:
    """Whether it asks since when what is talked about goes on: for its start, not how old the answer is."""
    return bool(_SINCE_WHEN.search(text.lower()))


def excludes_what_it_names(clause: Clause) -> bool:
    """Whether the names are to be left out: "excluding Bougainville"."""
    return bool(clause.names) and bool(_EXCLUDES.search(clause.text[: clause.names[0].start].lower()))


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'āēīōū]+", text)
