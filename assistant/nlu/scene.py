"""What people say about themselves before they ask: "I run a small firm in Tauranga. Do our soldiers ...?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"(?<=[.!?…])[)\"'”]*\s+|\s+[–—-]\s+|\n+|\s*;\s+")
_QUESTION = r"who|whom|whose|what|when|where|why|how|which|in (?:which|what)|on what|under (?:which|what)|for how long"
_AUXILIARY = r"is|are|was|were|did|does|do|has|have|had|can|could|will|would|should|may|might|am"
_REQUEST = r"tell|list|name|give|show|explain|describe|define|compare|please|pls|can you|could you"
_LEAD_IN = r"(?:(?:so|and|but|ok|okay|then|now|well|right)[, ]+)*"
_ASKS = re.compile(rf"^{_LEAD_IN}(?:{_QUESTION}|{_AUXILIARY}|{_REQUEST})\b", re.IGNORECASE)
_GREETING = r"hi|hello|hey|kia ora|gidday|g'day|morning|good (?:morning|day|evening|afternoon)"
#: A sentence of oneself or one's own people, or of an evening at the club; what "we" did may be New Zealand's doing.
_OF_ONESELF = re.compile(
    rf"^(?:(?:{_GREETING}|so|well|ok|okay|look|sorry|yeah)\b[\w ]{{0,16}}[,!. ]*)*"
    r"(?:i['’]|(?:i|im|me|my|mine|our (?:class|club|school|family|teacher|group|neighbours?)"
    r"|we (?:had|have|are|were|live)|being|as an?|as the|speaking as"
    r"|(?:just )?(?:writing|calling|asking) from|long time|retired|student|teacher)\b)",
    re.IGNORECASE,
)
_PRESENTS_ONESELF = re.compile(r"^(?:[\w'’-]+,? ){1,6}here[.!,]?$", re.IGNORECASE)
_GREETS = re.compile(rf"^(?:{_GREETING}|sir|madam|dear)\b[\w ,'āēīōū]{{0,24}}[!.,]*$", re.IGNORECASE)
#: "... and I always wondered, who ...": what comes behind it is the question.
_CUE = re.compile(
    r"\b(?:i|we|me|i['’]m|im|been)\b(?: [\w'’]+){0,2} (?:wonder(?:ed|ing)?|curious|ask(?:ing)? myself"
    r"|(?:want|wanted|wanting|like|need|have|love|keen) to know)\b[,:]?(?: (?:about|if|whether)\b)?[\s,:]*",
    re.IGNORECASE,
)
#: A question that has no subject but what was said before it.
_ABOUT_THE_SCENE = re.compile(
    r"\b(?:he|she|him|his|her|hers|they|them|their|there|it|its|i|my|me|mine|this|these|those"
    r"|that (?:true|right|so|possible|real|be|mission|operation|place)|(?:is|was|about|of|for|do|did) that)\b",
    re.IGNORECASE,
)
#: "My neighbour claims that ...".
_REPORTED = re.compile(
    r"^(?:[\w'’-]+ ){1,4}(?:told (?:me|us)|said|says|saying|claim(?:s|ed)?|reckons?|swears?|insists?|thinks?"
    r"|heard|read|believes?|mentioned)\b(?: (?:at|in|on) the [\w'’]+)?(?: that)?,? ",
    re.IGNORECASE,
)
#: "My kids ask how fighting far away could touch us" holds the question itself.
_PASSES_ON = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|question|know|wonder(?:s|ed|ing)?|explain|tell|say|says|said|argue[sd]?)\b.*"
    r"\b(?:how|why|what|who|whether|if|when|where|which)\b",
    re.IGNORECASE,
)
#: "He says Kiwis cleared mines in Laos. Is that so?": what was claimed is the question.
_CHECKS = re.compile(
    rf"^{_LEAD_IN}(?:(?:is|was|could|can|would|does|did|might) (?:that|this|it|he|she|they|you)\b[\w ]{{0,24}}?"
    r" ?\b(?:true|right|so|correct|possible|real|the case|a fact|accurate|make sense|confirm|having me on)\b[^.]{0,40}"
    r"|true|right|correct|really|fact or fiction|true or false|any truth in (?:it|that))\??!?$",
    re.IGNORECASE,
)
_COMMA = re.compile(
    rf",\s+(?={_QUESTION}|(?:{_AUXILIARY})\s+(?:we|our|nz|new zealand|kiwis?|the|any|there)\b)", re.IGNORECASE
)
_FEWEST_WORDS = 4


@dataclass(frozen=True)
class Asked:
    """What a message asks, and what its sender says of himself or herself beside it."""

    question: str
    scene: str
    claimed: bool = False

    @property
    def leans(self) -> bool:
        """Whether the question has no subject but what was said before it, so far as its words show."""
        return not self.claimed and _ABOUT_THE_SCENE.search(self.question) is not None


def without_scene(text: str) -> Asked | None:
    """The question of a message that tells something of its sender beside it; none if there is nothing to leave out."""
    sentences = [part for sentence in _SENTENCE_END.split(text) for part in _cut(sentence.strip()) if part]
    kinds = [_is_scene(sentence) for sentence in sentences]
    if len(sentences) > 1 and _CHECKS.match(sentences[-1]):
        return _claimed(sentences[:-1], kinds)
    if not any(kinds) or all(kinds):
        return None
    first, last = kinds.index(False), len(kinds) - kinds[::-1].index(False)
    question = " ".join(sentences[first:last])
    if len(question.split()) < _FEWEST_WORDS or not any(_asks(sentence) for sentence in sentences[first:last]):
        return None
    scene = " ".join([*sentences[:first], *sentences[last:]])
    return Asked(question, scene) if scene else None


def _claimed(sentences: list[str], kinds: list[bool]) -> Asked | None:
    """A claim with "is that so?" behind it: the claim, which is its last sentence where others are no claims."""
    claims = [sentence for sentence, scene in zip(sentences, kinds, strict=False) if not scene] or sentences[-1:]
    claim = " ".join(claims)
    if len(claim.split()) < _FEWEST_WORDS or any(_asks(sentence) for sentence in claims):
        return None
    told = claim[reported.end() :] if (reported := _REPORTED.match(claim)) else claim
    claim = told if len(told.split()) >= _FEWEST_WORDS else claim
    return Asked(claim, " ".join(sentence for sentence in sentences if sentence not in claims), claimed=True)


def _cut(sentence: str) -> list[str]:
    """A sentence in two where a scene goes over into the question."""
    cue = _CUE.search(sentence)
    if cue and len(sentence[cue.end() :].split()) >= _FEWEST_WORDS and not _ASKS.match(sentence[: cue.start()]):
        return [sentence[: cue.end()].strip(), sentence[cue.end() :]]
    comma = _COMMA.search(sentence)
    if comma and _OF_ONESELF.match(sentence[: comma.start()]):
        return [sentence[: comma.start()], sentence[comma.end() :]]
    return [sentence]


def _is_scene(sentence: str) -> bool:
    if sentence.endswith("?") or _ASKS.match(sentence) or _PASSES_ON.search(sentence):
        return False
    said = _GREETS.match(sentence) or _PRESENTS_ONESELF.match(sentence)
    return bool(said or _OF_ONESELF.match(sentence) or _CUE.fullmatch(sentence.rstrip() + " "))


def _asks(sentence: str) -> bool:
    return sentence.endswith("?") or _ASKS.match(sentence) is not None
