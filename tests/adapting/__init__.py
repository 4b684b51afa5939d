"""Tests of adapting the sentence encoder."""
