"""The Peace Support Assistant: knowledge, answers, language understanding, channels and servers."""
