"""Stands in for tensorflow_hub; see the package tensorflow beside it."""

import sys

import tensorflow

sys.modules[__name__].__class__ = type(tensorflow)
