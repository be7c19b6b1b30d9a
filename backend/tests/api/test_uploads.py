"""csms.api.uploads: forms, however they are cut into pieces."""

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise
from typing import cast

import pytest
from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st

from csms.api import uploads
from csms.api.uploads import LONGEST_FIELD, MOST_PARTS, Form
from csms.errors import Invalid, Problem

TYPE = "multipart/form-data; boundary=XYZ"


def body(*parts: tuple[str, str | None, bytes]) -> bytes:
    """Of (name, file name, content)."""
    written = b""
    for name, file_name, content in parts:
        named = "" if file_name is None else f'; filename="{file_name}"'
        head = f'--XYZ\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
        written += head.encode() + content + b"\r\n"
    return written + b"--XYZ--\r\n"


def fed(content: bytes, cuts: list[int]) -> tuple[Form, bytes]:
    form, taken = Form(TYPE), b""
    places = sorted({min(cut, len(content)) for cut in cuts} | {0, len(content)})
    for start, end in pairwise(places):
        form.feed(content[start:end])
        taken += b"".join(form.taken)
        form.taken.clear()
    return form, taken


@given(st.binary(max_size=300), st.lists(st.integers(0, 600), max_size=12))
def test_the_file_is_what_was_sent(content: bytes, cuts: list[int]) -> None:
    if b"\r\n--XYZ" in content or content.startswith(b"--XYZ"):
        return
    form, taken = fed(
        body(("version", None, b" 3.0.0 "), ("file", "a.bin", content), ("note", None, b"n")), cuts
    )
    assert taken == content
    assert (form.complete, form.file_name) == (True, "a.bin")
    assert form.fields == {"version": "3.0.0", "note": "n"}


@given(st.integers(1, 60))
def test_a_form_without_its_end_is_not_complete(missing: int) -> None:
    whole = body(("file", "a.bin", b"x" * 100))
    assert not fed(whole[: -missing - 2], [])[0].complete


@pytest.mark.parametrize(
    "content",
    [
        body(("file", "a", b"x"), ("file", "b", b"y")),
        body(("note", None, b"x" * (LONGEST_FIELD + 1))),
        body(*[("note", None, b"x")] * (MOST_PARTS + 1)),
        body(("x" * (LONGEST_FIELD + 1), None, b"x")),
        b"nonsense",
    ],
)
def test_what_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        fed(content, [])


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "multipart/form-data",
        f"multipart/form-data; boundary={'x' * 71}",
        "multipart/mixed; boundary=a",
    ],
)
def test_what_is_no_form(content_type: str) -> None:
    with pytest.raises(Invalid):
        Form(content_type)


class SlowBody:
    """A request whose body stops in the middle."""

    async def stream(self) -> AsyncIterator[bytes]:
        yield b"half"
        await asyncio.Event().wait()


async def test_who_says_nothing_for_too_long_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """S17"""
    monkeypatch.setattr(uploads, "PIECE_SECONDS", 0.01)
    taken: list[bytes] = []

    async def take() -> None:
        async with uploads.honest_ends():
            async for piece in uploads.pieces(cast(Request, SlowBody())):
                taken.append(piece)

    with pytest.raises(Problem) as refused:
        await take()
    assert (taken, refused.value.status) == ([b"half"], 408)
