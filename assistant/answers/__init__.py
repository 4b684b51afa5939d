"""From a question and its context to a sourced answer, in plain Python.

Nothing here imports Rasa, the action SDK or a channel. The way through: ``question`` (what was asked) -> ``subjects``
(about what) and ``conversation`` (ellipsis, correction) -> one module per family of questions -> ``compose`` (the
:class:`~assistant.answers.answer.Answer`). ``engine`` ties them together.
"""
