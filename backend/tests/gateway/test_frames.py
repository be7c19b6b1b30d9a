"""RFC 6455 section 5.2: where a frame ends, how a text frame is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from csms.gateway.frames import apply_mask, find_border, is_unacceptable, is_utf8, text_frame
from tests.gateway.sockets import MASK, TEXT, frame

LENGTHS = (0, 1, 125, 126, 127, 65535, 65536, 70000)


@pytest.mark.parametrize("length", LENGTHS)
def test_text_frame_is_what_the_library_writes(length: int) -> None:
    payload = b"x" * length
    assert text_frame(payload) == Frame(Opcode.TEXT, payload).serialize(mask=False)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("masked", [True, False])
def test_border_of_a_whole_frame(length: int, masked: bool) -> None:
    data = b"before" + frame(TEXT, b"x" * length, masked=masked)
    assert find_border(data + b"after", 6) == (len(data) - length, len(data))


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65536])
@pytest.mark.parametrize("masked", [True, False])
def test_border_of_an_incomplete_frame_lies_beyond_the_data(length: int, masked: bool) -> None:
    data = frame(TEXT, b"x" * length, masked=masked)
    for size in range(min(len(data), 20)):
        assert find_border(data[:size], 0).stop > size


@given(st.binary(max_size=300))
def test_masking_twice_is_nothing(payload: bytes) -> None:
    assert apply_mask(apply_mask(payload, MASK), MASK) == payload


def test_unacceptable_is_no_mask_or_a_reserved_opcode() -> None:
    accepted = {opcode for opcode in range(16) if not is_unacceptable(bytes((0x80 | opcode, 0x80)))}
    assert accepted == {0x0, 0x1, 0x2, 0x8, 0x9, 0xA}
    assert is_unacceptable(b"\x81\x05")


@pytest.mark.parametrize(
    ("text", "valid"),
    [("κόσμε".encode(), True), (b"\xed\xa0\x80", False), (b"\xc0\xaf", False), (b"\xf0\x9f\x98", False)],
)
def test_utf8(text: bytes, valid: bool) -> None:
    assert is_utf8(text) is valid
