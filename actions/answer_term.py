"""Questions about words."""

from __future__ import annotations

from actions.answering import AnsweringAction

ACTION_NAME = "action_answer_term"


class AnswerTerm(AnsweringAction):
    """What a term means, and how terms differ."""

    ACTION_NAME = ACTION_NAME
