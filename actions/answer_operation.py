"""Questions about one operation, or the same about several."""

from __future__ import annotations

from actions.answering import AnsweringAction

ACTION_NAME = "action_answer_operation"


class AnswerOperation(AnsweringAction):
    """When, how many, where, who, what, why of an operation; whether New Zealand is or was there."""

    ACTION_NAME = ACTION_NAME
