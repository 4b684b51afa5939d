"""Questions about policy."""

from __future__ import annotations

from actions.answering import AnsweringAction

ACTION_NAME = "action_answer_policy"


class AnswerPolicy(AnsweringAction):
    """Why New Zealand takes part, what it weighs, who decides, the law, the region, the future."""

    ACTION_NAME = ACTION_NAME
