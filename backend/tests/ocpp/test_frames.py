"""OCPP-J 4.2: the three frames, there and back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from csms.ocpp.frames import (
    Call,
    CallError,
    CallResult,
    Malformed,
    decode,
    encode_call,
    encode_error,
    encode_result,
)

storable_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
message_ids = st.one_of(storable_text.filter(lambda id: len(id) <= 255), st.integers(-(2**63) + 1, 2**63 - 1))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
objects = st.dictionaries(st.text(), json_values, max_size=3)


def text_of(raw: Raw) -> object:
    return json.loads(bytes(raw))


class TestRoundTrip:
    @given(message_ids, storable_text, objects)
    def test_call(self, id: str | int, action: str, payload: dict[str, object]) -> None:
        frame = decode(encode_call(id, action, json.dumps(payload).encode()))
        assert isinstance(frame, Call)
        assert (frame.id, type(frame.id), frame.action) == (id, type(id), action)
        assert text_of(frame.payload) == payload

    @given(message_ids, objects)
    def test_result(self, id: str | int, payload: dict[str, object]) -> None:
        frame = decode(encode_result(id, json.dumps(payload).encode()))
        assert isinstance(frame, CallResult)
        assert (frame.id, text_of(frame.payload)) == (id, payload)

    @given(message_ids, storable_text, st.text(), objects)
    def test_error(self, id: str | int, code: str, description: str, details: dict[str, object]) -> None:
        frame = decode(encode_error(id, code, description, json.dumps(details).encode()))
        assert isinstance(frame, CallError)
        assert (frame.id, frame.code, text_of(frame.details)) == (id, code, details)
        assert len(frame.description) == len(description)


class TestAnyInput:
    @given(st.binary())
    def test_bytes(self, data: bytes) -> None:
        decode(data)

    @given(json_values)
    def test_json(self, value: object) -> None:
        decode(json.dumps(value).encode())

    @given(st.lists(st.sampled_from([2, 3, 4, "x", None, 1.5, {}, [], True, "\ud800", "\0"]), max_size=6))
    def test_near_frames_agree_with_the_table(self, value: list[object]) -> None:
        """Only what has the arity, the types and a usable id comes out as a frame."""
        frame = decode(json.dumps(value).encode())
        if isinstance(frame, Call):
            assert value[0] == 2
            assert len(value) == 4
            assert isinstance(value[2], str)
        if isinstance(frame, Malformed):
            assert (frame.error_code is None) or value[0] == 2

    @given(st.data())
    def test_cut_off_anywhere(self, data: st.DataObject) -> None:
        """A prefix of a CALL is answered under its own id or not at all, never as if it were complete."""
        text = encode_call("id-1", "Heartbeat", b'{"a":[1,2,{"b":"c"}]}')
        frame = decode(text[: data.draw(st.integers(0, len(text) - 1))])
        assert isinstance(frame, Malformed)
        assert frame.message_id in (None, "id-1")


class TestCallErrorTolerance:
    """ERR-01, ERR-02: an answer is understood even if it is cut short."""

    @pytest.mark.parametrize(
        ("text", "code", "description", "details"),
        [
            ('[4,"x","Coffee"]', "Coffee", "", "{}"),
            ('[4,"x","FormatViolation","why"]', "FormatViolation", "why", "{}"),
            ('[4,"x","GenericError",null,null]', "GenericError", "", "{}"),
            ('[4,"x","GenericError","","text"]', "GenericError", "", '"text"'),
            ('[4,"x","GenericError","",[1]]', "GenericError", "", "[1]"),
            ('[4,"x",null,12,{}]', "", "12", "{}"),
            ('[4,"x",{"a":1},"line\\nline",{}]', '{"a":1}', "line\nline", "{}"),
            ('[4,"x","Generic\\u0000","\\ud800",{}]', "Generic\ufffd", "\ufffd", "{}"),
        ],
    )
    def test_it(self, text: str, code: str, description: str, details: str) -> None:
        frame = decode(text.encode())
        assert isinstance(frame, CallError)
        assert (frame.code, frame.description, bytes(frame.details).decode()) == (code, description, details)

    @pytest.mark.parametrize("text", ['[4,"x"]', '[4,"x","GenericError","",{},1]', '[4,null,"GenericError"]'])
    def test_its_limits(self, text: str) -> None:
        assert isinstance(decode(text.encode()), Malformed)


class TestCallResult:
    @pytest.mark.parametrize(("payload", "read"), [("null", "{}"), ("[]", "[]"), ('"x"', '"x"'), ("7", "7")])
    def test_any_payload_ends_the_call(self, payload: str, read: str) -> None:
        """RPC-03 for null; the rest is judged by who reads it (RPC-12)."""
        frame = decode(f'[3,"x",{payload}]'.encode())
        assert isinstance(frame, CallResult)
        assert bytes(frame.payload).decode() == read

    def test_what_is_wrong_inside_a_payload_is_passed_on(self) -> None:
        frame = decode(b'[3,"x",{"limit":NaN}]')
        assert isinstance(frame, CallResult)
        assert bytes(frame.payload) == b'{"limit":NaN}'

    def test_null_within_a_payload_stays(self) -> None:
        frame = decode(b'[3,"x",{"a":null}]')
        assert isinstance(frame, CallResult)
        assert bytes(frame.payload) == b'{"a":null}'


def test_an_unknown_message_type_is_harmless() -> None:
    """RPC-11."""
    frame = decode(b'[6,"x","Send",{}]')
    assert isinstance(frame, Malformed)
    assert frame.harmless


def test_an_error_description_is_always_text_that_can_be_sent() -> None:
    assert encode_error("x", "GenericError", "a\ud800b") == '[4,"x","GenericError","a\ufffdb",{}]'.encode()
