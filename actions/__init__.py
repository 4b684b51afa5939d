"""Custom actions, one file per family of questions. They are thin: ``assistant.answers`` does the work."""
