"""Questions across operations, and UN contribution figures."""

from __future__ import annotations

from actions.answering import AnsweringAction

ACTION_NAME = "action_answer_across"


class AnswerAcross(AnsweringAction):
    """Lists, counts, extremes, comparisons, years, figures over time."""

    ACTION_NAME = ACTION_NAME
