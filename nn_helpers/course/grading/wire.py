"""Channel: judge and student's process send and receive JSON frames; pack what is to_send, unpack.

The other side is not trusted. So nothing is unpickled, a frame has a largest size, and what cannot be
said in plain data arrives as ``Opaque``: an answer that is no answer.
"""

import base64
import binascii
import json
import math
import struct

import numpy as np

from nn_helpers.network import Params

LARGEST = 32 * 2**20  # bytes of one frame
KINDS = "fiub"  # arrays of numbers and truth values
DEEPEST = 12  # levels of lists in lists


class Lost(Exception):
    """The other side is gone, or does not keep to the form."""


class Opaque:
    """Stands for a value that is no plain data; it holds the name of its type alone."""

    def __init__(self, kind):
        self.kind = str(kind)[:80]

    def __repr__(self):
        return f"<{self.kind}>"


class Channel:
    """Frames over two files: 4 bytes of length, then JSON in UTF-8."""

    def __init__(self, reads, writes):
        self.reads, self.writes = reads, writes

    def send(self, message):
        """Send a message of plain JSON. Raises ``Lost`` when nobody listens."""
        data = json.dumps(message).encode()
        if len(data) > LARGEST:
            raise Lost(f"A message of {len(data)} bytes is too large.")
        try:
            self.writes.write(struct.pack("<I", len(data)) + data)
            self.writes.flush()
        except (OSError, ValueError):
            raise Lost("The other side is gone.") from None

    def receive(self):
        """Return the next message. Raises ``Lost`` at the end, and for what is no message."""
        (size,) = struct.unpack("<I", self._exactly(4))
        if size > LARGEST:
            raise Lost(f"A message of {size} bytes is too large.")
        try:
            message = json.loads(self._exactly(size))
        except (ValueError, RecursionError):
            raise Lost("That was no message.") from None
        if not isinstance(message, dict):
            raise Lost("That was no message.")
        return message

    def _exactly(self, size):
        try:
            data = self.reads.read(size)
        except (OSError, ValueError):
            raise Lost("The other side is gone.") from None
        if data is None or len(data) != size:
            raise Lost("The other side is gone.")
        return data

    def close(self):
        """Close both ends; the other side notices."""
        for file in (self.reads, self.writes):
            try:
                file.close()
            except OSError:
                continue


def pack(to_send, callbacks=None, depth=0):
    """Return a value as JSON that ``unpack`` turns back; functions go into the list ``callbacks``.

    >>> unpack(pack((1, np.array([0.5]), {"a": None})))
    (1, array([0.5]), {'a': None})
    """
    if depth > DEEPEST:
        return {"$": "opaque", "kind": "something too deep"}
    if to_send is None or isinstance(to_send, bool | str):
        return to_send
    if isinstance(to_send, int | float) and not isinstance(to_send, np.generic):
        return _number(to_send)
    if to_send is Ellipsis:
        return {"$": "dots"}
    if isinstance(to_send, np.ndarray | np.generic):
        return _array(to_send)
    if isinstance(to_send, np.random.Generator) and isinstance(
        to_send.bit_generator, np.random.PCG64
    ):
        return {"$": "rng", "state": to_send.bit_generator.state}
    if isinstance(to_send, tuple | list):
        kind = "tuple" if isinstance(to_send, tuple) else "list"
        kind = "params" if _is_params(to_send) else kind
        return {"$": kind, "items": [pack(v, callbacks, depth + 1) for v in to_send]}
    if isinstance(to_send, dict):
        pairs = [
            [pack(k, None, depth + 1), pack(v, callbacks, depth + 1)] for k, v in to_send.items()
        ]
        return {"$": "dict", "items": pairs}
    if callable(to_send) and callbacks is not None:
        callbacks.append(to_send)
        return {"$": "callback", "number": len(callbacks) - 1}
    return _like(to_send, callbacks, depth)


def _like(to_send, callbacks, depth):
    """Return an object of somebody's own class as what it can be read as: a sequence or a number."""
    kind = {"$": "opaque", "kind": type(to_send).__name__}
    if isinstance(to_send, type | set | bytes):
        return kind
    try:
        if hasattr(to_send, "__len__") and hasattr(to_send, "__getitem__"):
            items = [to_send[i] for i in range(min(len(to_send), 1000))]
            return {"$": "list", "items": [pack(v, callbacks, depth + 1) for v in items]}
        if hasattr(to_send, "__float__"):
            return _number(float(to_send))
    except Exception:  # whatever that class raises
        return kind
    return kind


def _is_params(value):
    return isinstance(value, tuple) and getattr(value, "_fields", ()) == Params._fields


def _number(value):
    if isinstance(value, int):
        return {"$": "int", "text": str(value)} if abs(value) > 2**53 else value
    return value if math.isfinite(value) else {"$": "float", "text": repr(value)}


def _array(value):
    array = np.asarray(value)
    if array.dtype == object or (array.dtype.kind == "f" and array.dtype.itemsize > 8):
        try:
            array = array.astype(float)
        except (TypeError, ValueError, OverflowError):
            return {"$": "opaque", "kind": "an array of objects"}
    if array.dtype.kind not in KINDS:
        return {"$": "opaque", "kind": f"an array of {array.dtype}"}
    return {
        "$": "scalar" if isinstance(value, np.generic) else "array",
        "dtype": array.dtype.str,
        "shape": list(array.shape),
        "data": base64.b64encode(np.ascontiguousarray(array).tobytes()).decode(),
    }


def unpack(message, call=None):
    """Return the value that ``pack`` was given. Raises ``Lost`` for what ``pack`` never makes.

    ``call(number)`` gives the function to use in the place of a callback.
    """
    try:
        return _unpack(message, call)
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError, binascii.Error):
        raise Lost("That was no value.") from None


def _unpack(message, call):
    if not isinstance(message, dict):
        return message
    kind = message["$"]
    if kind in ("tuple", "list", "params"):
        items = [_unpack(item, call) for item in message["items"]]
        return Params(*items) if kind == "params" else tuple(items) if kind == "tuple" else items
    if kind == "dict":
        return {_unpack(k, call): _unpack(v, call) for k, v in message["items"]}
    if kind in ("array", "scalar"):
        dtype = np.dtype(message["dtype"])
        if dtype.kind not in KINDS:
            raise ValueError
        flat = np.frombuffer(base64.b64decode(message["data"]), dtype)
        array = flat.reshape(message["shape"]).copy()
        return array[()] if kind == "scalar" else array
    if kind == "rng":
        rng = np.random.default_rng(0)
        rng.bit_generator.state = message["state"]
        return rng
    if kind == "callback" and call:
        return call(int(message["number"]))
    texts = {"int": int, "float": float}
    if kind in texts:
        return texts[kind](message["text"])
    return Ellipsis if kind == "dots" else Opaque(message["kind"])
