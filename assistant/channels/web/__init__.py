"""The public web channel: an HTTP API of its own, the pages around it, and the files of the widget."""

from assistant.channels.web.channel import WebChannel

__all__ = ["WebChannel"]
