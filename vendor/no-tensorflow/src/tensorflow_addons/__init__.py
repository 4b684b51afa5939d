"""Stands in for tensorflow_addons; see the package tensorflow beside it."""

import sys

import tensorflow

sys.modules[__name__].__class__ = type(tensorflow)
