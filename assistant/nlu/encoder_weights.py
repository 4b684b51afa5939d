"""The encoder's weights as floats, and back: how a learned change gets into the int8 file.

Every matrix product of the shipped file multiplies with int8 numbers that have one scale a column. A change is added to
their product, and the sum is brought to int8 with new scales. Products are named ``layer.part``, in the file's order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from assistant.nlu import onnx_wire as wire

Floats = npt.NDArray[np.float32]

#: The products of a layer, as they follow one another in the file.
PARTS = ("query", "key", "value", "attended", "widened", "narrowed")

_EMBEDDINGS = "embeddings"
_LARGEST = 127


def product_weights(model: bytes) -> dict[str, Floats]:
    """The weights of all products as floats of shape (in, out), by name (``3.query``)."""
    tensors = _tensors(model)
    return {
        name: _numbers(tensors[f"{stem}_q"]).astype(np.float32) * _numbers(tensors[f"{stem}_scale"])
        for name, stem in _products(tensors).items()
    }


def float_tensors(model: bytes) -> dict[str, Floats]:
    """The float tensors (biases, normalisations) and the embeddings as floats, by the file's own names."""
    tensors = _tensors(model)
    found = {}
    for name, raw in tensors.items():
        if name.endswith("_scale"):
            continue
        if name.endswith("_q"):
            if _EMBEDDINGS in name:
                stem = name.removesuffix("_q")
                found[stem] = _numbers(raw).astype(np.float32) * _numbers(tensors[f"{stem}_scale"])
        elif _type(raw) == wire.FLOAT:
            found[name] = _numbers(raw)
    return found


def with_changes(model: bytes, changes: Mapping[str, Floats]) -> bytes:
    """The model with a change of shape (in, out) added to each product named.

    Raises:
        KeyError: a product is named that the model does not have.
    """
    tensors = _tensors(model)
    products = _products(tensors)
    new: dict[str, bytes] = {}
    for name, change in changes.items():
        stem = products[name]
        scale = _numbers(tensors[f"{stem}_scale"])
        weights = _numbers(tensors[f"{stem}_q"]).astype(np.float32) * scale + change
        scale = np.maximum(np.abs(weights).max(axis=0, keepdims=True) / _LARGEST, 1e-12).astype(np.float32)
        whole = np.clip(np.rint(weights / scale), -_LARGEST, _LARGEST).astype(np.int8)
        new[f"{stem}_q"] = wire.tensor(f"{stem}_q", whole.shape, whole)
        new[f"{stem}_scale"] = wire.tensor(f"{stem}_scale", scale.shape, scale)
    return b"".join(
        wire.bytes_field(number, _graph(value, new) if number == wire.MODEL_GRAPH else value)
        if isinstance(value, memoryview)
        else wire.number_field(number, value)
        for number, value in wire.fields(model)
    )


def _graph(graph: memoryview, new: Mapping[str, bytes]) -> bytes:
    lines = []
    for number, value in wire.fields(graph):
        if isinstance(value, int):
            lines.append(wire.number_field(number, value))
        elif number == wire.GRAPH_INITIALIZER:
            lines.append(wire.bytes_field(number, new.get(wire.tensor_name(value), value)))
        else:
            lines.append(wire.bytes_field(number, value))
    return b"".join(lines)


def _products(tensors: Mapping[str, memoryview]) -> dict[str, str]:
    """The stem of the file's names for the weights of each product."""
    stems = [name.removesuffix("_q") for name in tensors if name.endswith("_q") and _EMBEDDINGS not in name]
    return {f"{place // len(PARTS)}.{PARTS[place % len(PARTS)]}": stem for place, stem in enumerate(stems)}


def _tensors(model: bytes) -> dict[str, memoryview]:
    return dict(_initializers(model))


def _initializers(model: bytes) -> Iterator[tuple[str, memoryview]]:
    for number, graph in wire.fields(model):
        if number == wire.MODEL_GRAPH and isinstance(graph, memoryview):
            for kind, value in wire.fields(graph):
                if kind == wire.GRAPH_INITIALIZER and isinstance(value, memoryview):
                    yield wire.tensor_name(value), value


def _type(raw: memoryview) -> int:
    return next(value for number, value in wire.fields(raw) if number == wire.TENSOR_TYPE and isinstance(value, int))


def _numbers(raw: memoryview) -> Floats:
    """A tensor's numbers in its shape; int8 ones come as floats too."""
    parts = list(wire.fields(raw))
    shape = [value for number, value in parts if number == wire.TENSOR_DIMS and isinstance(value, int)]
    data = next(value for number, value in parts if number == wire.TENSOR_RAW and isinstance(value, memoryview))
    kind = np.float32 if _type(raw) == wire.FLOAT else np.int8
    numbers: Floats = np.frombuffer(data, dtype=kind).reshape(shape).astype(np.float32)
    return numbers
