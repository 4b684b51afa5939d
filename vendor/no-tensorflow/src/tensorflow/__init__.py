"""Stands in for TensorFlow.

Rasa imports TensorFlow at start, for its type annotations and for classifiers and policies that this assistant does not
use. The real one costs 1.4 GB on disk, 10 s at every start and 300 MB of memory. This module lets those imports pass:
every name in it is an empty class. Using one raises NotImplementedError.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from abc import ABCMeta

__version__ = "2.12.0"
_ROOTS = ("tensorflow", "tensorflow_addons", "tensorflow_hub")


class _AbsentType(ABCMeta):
    """Type of the stand-ins: any attribute is a stand-in too; as a decorator it hands the function back."""

    def __getattr__(cls, name: str) -> type:
        if name.startswith("_"):
            raise AttributeError(name)
        child = _absent(f"{cls.__qualname__}.{name}")
        setattr(cls, name, child)
        return child

    def __call__(cls, *args: object, **kwargs: object) -> object:
        if cls.__module__ not in _ROOTS:
            return super().__call__(*args, **kwargs)
        if len(args) == 1 and isinstance(args[0], types.FunctionType) and not kwargs:
            return args[0]
        if not args and kwargs:  # a decorator with options, such as tf.function(reduce_retracing=True)
            return lambda function: function
        raise NotImplementedError(f"TensorFlow is not installed: {cls.__qualname__} cannot be used")


def _absent(name: str) -> type:
    return _AbsentType(name.rpartition(".")[2], (), {"__module__": "tensorflow", "__qualname__": name})


class _AbsentModule(types.ModuleType):
    """A module in which every name exists."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        child = _absent(f"{self.__name__}.{name}")
        setattr(self, name, child)
        return child


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the submodules that Rasa imports by name. Others stay absent, so that libraries do not take us for real."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if name == "keras" or name.startswith(
            ("keras.", "tensorflow.keras", "tensorflow.python", "tensorflow.types", "tensorflow_addons.")
        ):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _AbsentModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        pass


sys.meta_path.append(_Finder())
sys.modules[__name__].__class__ = _AbsentModule
