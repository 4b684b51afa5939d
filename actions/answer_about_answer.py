"""Questions about the last answer, and follow-ups that lean on it."""

from __future__ import annotations

from actions.answering import AnsweringAction

ACTION_NAME = "action_answer_about_answer"


class AnswerAboutAnswer(AnsweringAction):
    """Its source, its age, how sure it is, more of it."""

    ACTION_NAME = ACTION_NAME
