"""What crosses between a student's process and the judge: values as they are, and nothing that harms."""

import io
import json
import struct
from fractions import Fraction

import numpy as np
import pytest

from nn_helpers.course.grading import verdict, wire
from nn_helpers.network import Params


class Sequence:
    def __len__(self):
        return 2

    def __getitem__(self, at):
        return [1.5, 2.5][at]


class Raising:
    def __len__(self):
        raise RuntimeError

    __getitem__ = __float__ = __len__


VALUES = [
    None, True, 3, -0.5, "text é", 2**70, ..., (1, [2.0, None]), {"a": ..., "b": (1,)},
    np.float64(1.5), np.int32(7), np.bool_(True),
    np.array([[1.0, -2.0]]), np.zeros((0, 3)), np.array(3), np.array([True, False]),
    Params(*np.ones((4, 1, 1))), float("inf"),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_values_arrive_as_they_were(value):
    found = wire.unpack(json.loads(json.dumps(wire.pack(value))))
    assert type(found) is type(value)
    np.testing.assert_equal(found, value)
    if isinstance(value, np.ndarray):
        assert (found.dtype, found.shape) == (value.dtype, value.shape)


def test_what_can_be_read_as_numbers_arrives_as_numbers():
    assert wire.unpack(wire.pack(Sequence())) == [1.5, 2.5]
    assert wire.unpack(wire.pack(Fraction(1, 4))) == 0.25
    assert wire.unpack(wire.pack(np.array([Fraction(1, 2)], dtype=object))).tolist() == [0.5]
    assert wire.unpack(wire.pack(np.longdouble(0.5))) == 0.5


@pytest.mark.parametrize("value", [object(), Raising(), {1}, b"x", len, 1j, np.array(["a"])])
def test_what_is_no_plain_data_arrives_as_nothing_that_runs(value):
    assert isinstance(wire.unpack(wire.pack(value)), wire.Opaque)


def test_a_list_that_holds_itself_ends():
    endless = []
    endless.append(endless)
    assert "opaque" in json.dumps(wire.pack(endless))


def test_a_generator_goes_on_where_it_was():
    rng = np.random.default_rng(5)
    rng.normal()
    assert wire.unpack(wire.pack(rng)).normal() == rng.normal()


FORGED = [
    {"$": "array", "dtype": "O", "shape": [1], "data": ""},
    {"$": "array", "dtype": "<f8", "shape": [10**9], "data": ""},
    {"$": "array", "dtype": "<f8", "shape": "x", "data": 5},
    {"$": "tuple", "items": 3}, {"$": "dict", "items": [[{"$": "list", "items": []}, 1]]},
    {"$": "callback", "number": 0}, {"$": "int", "text": "9" * 5000}, {"$": "rng", "state": {}},
    {"$": []}, {}, {"$": "params", "items": [1]},
]  # fmt: skip


@pytest.mark.parametrize("message", FORGED, ids=repr)
def test_a_forged_value_is_refused(message):
    with pytest.raises(wire.Lost):
        wire.unpack(message)


@pytest.mark.parametrize(
    "data",
    [b"", b"\1\0\0\0", struct.pack("<I", 2**31) + b"{}", struct.pack("<I", 2) + b"[]",
     struct.pack("<I", 3) + b"{x}", struct.pack("<I", 2) + b"\xff\xfe",
     struct.pack("<I", 200_000) + b"[" * 200_000],
    ids=range(7),
)  # fmt: skip
def test_a_forged_frame_is_refused(data):
    with pytest.raises(wire.Lost):
        wire.Channel(io.BytesIO(data), io.BytesIO()).receive()


ANSWERS = [
    {}, {"value": {}}, {"error": []}, {"error": "SystemExit", "said": 5}, {"changed": 7},
    {"value": 1, "changed": {"9": 1}}, {"value": 1, "changed": {"0": {"$": []}}},
    {"callback": 99, "args": None},
]  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS, ids=repr)
def test_a_forged_answer_ends_the_call_and_not_the_judge(answer):
    frames = io.BytesIO()
    out = wire.Channel(io.BytesIO(), frames)
    out.send(answer)
    frames.seek(0)
    remote = verdict.Remote(wire.Channel(frames, io.BytesIO()), None)
    with pytest.raises(Exception):  # noqa: B017  # the check catches whatever a call raises
        remote(np.ones(2))


def test_a_remote_looks_like_the_function_it_stands_for():
    import inspect

    remote = verdict.Remote(None, [["f", 1, False], ["h", 1, True]])
    assert str(inspect.signature(remote)) == "(f, h=None)"
    assert callable(remote)
    with pytest.raises(wire.Lost):
        verdict.Remote(None, [["not a name", 1, False]])
