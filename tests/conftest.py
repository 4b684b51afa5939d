"""What every test has around it."""

from __future__ import annotations

import os

import jsonschema.exceptions

from assistant.settings import QUIET

os.environ.update({key: value for key, value in QUIET.items() if key != "PYTHONWARNINGS"})

# schemathesis, loaded by pytest for every test, looks for the name that jsonschema has used since 4.18; Rasa takes 4.17.
if not hasattr(jsonschema.exceptions, "_RefResolutionError"):
    jsonschema.exceptions._RefResolutionError = jsonschema.exceptions.RefResolutionError
