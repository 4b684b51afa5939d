"""Rasa components that turn a question into clauses, entities, a kind of question and candidate facts."""
