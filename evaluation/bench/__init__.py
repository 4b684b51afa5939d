"""Compares this assistant with stock Rasa on one machine, in one run: ``make bench``."""
