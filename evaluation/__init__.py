"""Measures whether a running assistant gives the right fact from the right source."""
