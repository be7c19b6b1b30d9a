"""Files that come with a request, piece by piece: what is read is written, and never all of it in memory."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import Message

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser
from starlette.requests import ClientDisconnect

from csms.errors import Invalid, Problem
from csms.said import Said, said
from csms.store.files import Incoming, TooLarge

PIECE_SECONDS = 60.0
WHOLE_SECONDS = 3600.0
LONGEST_FIELD = 16 * 1024
MOST_PARTS = 20
_BOUNDARY = re.compile(r"[ -~]{1,70}")


@asynccontextmanager
async def honest_ends() -> AsyncIterator[None]:
    """What may happen to a body on its way becomes a problem."""
    try:
        async with asyncio.timeout(WHOLE_SECONDS):
            yield
    except TooLarge as error:
        detail = said("This file may have {most} bytes.", most=error.limit)
        raise Problem(detail, status=413, title="The file is too large") from None
    except TimeoutError:
        raise Problem(said("The file came too slowly."), status=408, title="Too slow") from None
    except ClientDisconnect:
        raise Problem(said("The file was cut off."), status=400, title="Cut off") from None


async def pieces(request: Request) -> AsyncIterator[bytes]:
    """Of the body, each in its time. Raises TimeoutError, ClientDisconnect."""
    stream = request.stream()
    while True:
        async with asyncio.timeout(PIECE_SECONDS):
            piece = await anext(stream, None)
        if piece is None:
            return
        if piece:
            yield piece


async def read_body(request: Request, incoming: Incoming) -> None:
    """The body is the file."""
    async for piece in pieces(request):
        await incoming.write(piece)


class Form:
    """A form with one file, called `file`, and short texts. Fed with pieces; `taken` is what of the file has come."""

    def __init__(self, content_type: str) -> None:
        header = Message()
        header["content-type"] = content_type
        boundary = header.get_param("boundary")
        multipart = header.get_content_type() == "multipart/form-data"
        if not multipart or not isinstance(boundary, str) or not _BOUNDARY.fullmatch(boundary):
            raise _invalid(said("The body must be multipart/form-data"))
        self.fields: dict[str, str] = {}
        self.file_name: str | None = None
        self.taken: list[bytes] = []
        self.complete = False
        self._parts = 0
        self._header = [b"", b""]
        self._disposition = ""
        self._name = ""
        self._is_file = False
        self._text = bytearray()
        self._parser = MultipartParser(
            boundary.encode(),
            {
                "on_part_begin": self._part_begin,
                "on_part_data": self._part_data,
                "on_part_end": self._part_end,
                "on_header_field": lambda data, start, end: self._header_piece(0, data[start:end]),
                "on_header_value": lambda data, start, end: self._header_piece(1, data[start:end]),
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers_finished,
                "on_end": self._end,
            },
        )

    def feed(self, piece: bytes) -> None:
        """Raises Invalid."""
        try:
            self._parser.write(piece)
        except FormParserError:
            raise _invalid(said("The form cannot be read")) from None

    def _part_begin(self) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise _invalid(said("A form has {most} parts at most", most=MOST_PARTS))
        self._disposition, self._name, self._is_file, self._text = "", "", False, bytearray()

    def _header_piece(self, place: int, piece: bytes) -> None:
        self._header[place] += piece
        if len(self._header[place]) > LONGEST_FIELD:
            raise _invalid(said("A header of a part is too long"))

    def _header_end(self) -> None:
        if self._header[0].lower() == b"content-disposition":
            self._disposition = self._header[1].decode("utf-8", "replace")
        self._header = [b"", b""]

    def _headers_finished(self) -> None:
        found = dict(re.findall(r';\s*(name|filename)="((?:[^"\\]|\\.)*)"', self._disposition))
        self._name = found.get("name", "")
        self._is_file = self._name == "file"
        if self._is_file:
            if self.file_name is not None:
                raise _invalid(said("A form has one file"))
            self.file_name = found.get("filename", "")

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self.taken.append(data[start:end])
            return
        self._text += data[start:end]
        if len(self._text) > LONGEST_FIELD:
            raise _invalid(said("{field} is too long", field=self._name[:50]))

    def _part_end(self) -> None:
        if not self._is_file:
            self.fields[self._name] = self._text.decode("utf-8", "replace").strip()

    def _end(self) -> None:
        self.complete = True


async def read_form(request: Request, incoming: Incoming) -> Form:
    """The form, with its file written. Raises Invalid for one without a file, or without an end."""
    form = Form(request.headers.get("content-type", ""))
    async for piece in pieces(request):
        form.feed(piece)
        for part in form.taken:
            await incoming.write(part)
        form.taken.clear()
    if not form.complete or form.file_name is None:
        raise _invalid(said("The form has no file, or was cut off"))
    return form


def _invalid(message: Said) -> Invalid:
    return Invalid(said("{message}.", message=message), errors=(("file", message),))
