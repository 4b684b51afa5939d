"""When the question was not understood."""

from __future__ import annotations

from actions.answering import AnsweringAction

ACTION_NAME = "action_answer_unsure"


class AnswerUnsure(AnsweringAction):
    """Near questions as choices, then the people who can help."""

    ACTION_NAME = ACTION_NAME
