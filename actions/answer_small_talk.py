"""Courtesies, help and feedback."""

from __future__ import annotations

from actions.answering import AnsweringAction

ACTION_NAME = "action_answer_small_talk"


class AnswerSmallTalk(AnsweringAction):
    """Greetings, thanks, help, feedback, distress, a wish for a person."""

    ACTION_NAME = ACTION_NAME
