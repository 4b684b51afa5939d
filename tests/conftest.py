"""What every test has around it."""

from __future__ import annotations

import os

import jsonschema.exceptions
import jsonschema.validators

from assistant.settings import QUIET

os.environ.update({key: value for key, value in QUIET.items() if key != "PYTHONWARNINGS"})

# schemathesis, which pytest loads for every test, asks for two names that jsonschema has since 4.18; Rasa takes 4.17.
jsonschema.exceptions._RefResolutionError = jsonschema.exceptions.RefResolutionError
jsonschema.validators._RefResolver = jsonschema.validators.RefResolver

# schemathesis, which pytest loads as a plugin, asks for a jsonschema newer than Rasa takes; of that it needs two names
jsonschema.exceptions._RefResolutionError = jsonschema.exceptions.RefResolutionError
jsonschema.validators._RefResolver = jsonschema.validators.RefResolver
