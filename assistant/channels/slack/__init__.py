"""Slack for staff: the input channel, and how it shows an answer."""

from assistant.channels.slack.channel import SlackChannel

__all__ = ["SlackChannel"]
