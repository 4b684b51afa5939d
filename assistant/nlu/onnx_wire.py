"""Reading and writing ONNX files in their wire format, as far as the encoder and the comparisons need it.

The format is protocol buffers; of ``onnx.proto`` only a handful of fields matter here, so no package is needed for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

# Field numbers and types of onnx.proto.
MODEL_GRAPH = 7
GRAPH_NODE, GRAPH_INITIALIZER = 1, 5
NODE_INPUT, NODE_OUTPUT, NODE_NAME, NODE_TYPE, NODE_ATTRIBUTE = 1, 2, 3, 4, 5
TENSOR_DIMS, TENSOR_TYPE, TENSOR_NAME, TENSOR_RAW = 1, 2, 8, 9
FLOAT, UINT8, INT8 = 1, 2, 3
_ATTRIBUTE_NAME, _ATTRIBUTE_INT, _ATTRIBUTE_KIND, _KIND_INT = 1, 3, 20, 2
_TYPES = {"float32": FLOAT, "uint8": UINT8, "int8": INT8}


def tensor(name: str, dims: Sequence[int], values: np.typing.NDArray[np.uint8 | np.int8 | np.float32]) -> bytes:
    """A constant of the graph."""
    return b"".join(
        [
            *(number_field(TENSOR_DIMS, dim) for dim in dims),
            number_field(TENSOR_TYPE, _TYPES[values.dtype.name]),
            bytes_field(TENSOR_NAME, name.encode()),
            bytes_field(TENSOR_RAW, values.tobytes()),
        ]
    )


def operation(kind: str, inputs: Sequence[str], outputs: Sequence[str], **attributes: int) -> bytes:
    """An operation of the graph, named after its first output; attributes are whole numbers."""
    return b"".join(
        [
            *(bytes_field(NODE_INPUT, name.encode()) for name in inputs),
            *(bytes_field(NODE_OUTPUT, name.encode()) for name in outputs),
            bytes_field(NODE_NAME, outputs[0].encode()),
            bytes_field(NODE_TYPE, kind.encode()),
            *(
                bytes_field(
                    NODE_ATTRIBUTE,
                    bytes_field(_ATTRIBUTE_NAME, name.encode())
                    + number_field(_ATTRIBUTE_INT, value)
                    + number_field(_ATTRIBUTE_KIND, _KIND_INT),
                )
                for name, value in attributes.items()
            ),
        ]
    )


def text_of(value: int | memoryview) -> str:
    """A name in the file."""
    return bytes(value).decode() if isinstance(value, memoryview) else str(value)


def tensor_name(tensor: memoryview) -> str:
    """What the file calls a constant; empty if it has no name."""
    return next((text_of(value) for number, value in fields(tensor) if number == TENSOR_NAME), "")


def fields(message: bytes | memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Field numbers and values of a message: whole numbers as such, everything of a length as bytes.

    Raises:
        ValueError: there is a field of another type; the files this is for have none at these places.
    """
    view = memoryview(message)
    place = 0
    while place < len(view):
        key, place = _varint(view, place)
        value, place = _varint(view, place)
        if key & 7 == 0:
            yield key >> 3, value
        elif key & 7 == 2:
            yield key >> 3, view[place : place + value]
            place += value
        else:
            raise ValueError(f"field {key >> 3} of the encoder's file is of type {key & 7}, which is not known")


def _varint(view: memoryview, place: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = view[place]
        place += 1
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number, place


def _coded(number: int) -> bytes:
    coded = bytearray()
    while number > 127:
        coded.append(number & 127 | 128)
        number >>= 7
    coded.append(number)
    return bytes(coded)


def bytes_field(number: int, value: bytes | memoryview) -> bytes:
    """A field that holds bytes, text or a message."""
    return b"".join((_coded(number << 3 | 2), _coded(len(value)), value))


def number_field(number: int, value: int) -> bytes:
    """A field that holds a whole number."""
    return _coded(number << 3) + _coded(value)
