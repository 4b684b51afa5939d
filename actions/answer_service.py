"""Contacts, and questions that belong elsewhere."""

from __future__ import annotations

from actions.answering import AnsweringAction

ACTION_NAME = "action_answer_service"


class AnswerService(AnsweringAction):
    """Phone, address and links; for what is not our business, the right place to go."""

    ACTION_NAME = ACTION_NAME
