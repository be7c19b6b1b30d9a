"""The document that answers a data request: JSON, written while it is read."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

import msgspec
from starlette.responses import StreamingResponse

from csms.api.responses import Responses
from csms.api.schemas.personal_data import PersonalData
from csms.store import personal_data

ANSWER: Responses = {200: {"model": PersonalData}}

# Numbers with all their digits.
_encode = msgspec.json.Encoder(decimal_format="number").encode
PIECE = 64 * 1024


async def document_of(user_id: UUID, now: datetime) -> StreamingResponse:
    """Raises NotFound before anything is answered."""
    head = {"made_at": now, "profile": await personal_data.profile(user_id)}
    headers = {"Content-Disposition": f'attachment; filename="data-{user_id}.json"'}
    return StreamingResponse(_pieces(user_id, head), media_type="application/json", headers=headers)


async def _pieces(user_id: UUID, head: dict[str, object]) -> AsyncIterator[bytes]:
    piece = bytearray(_encode(head)[:-1])
    for name, items in personal_data.sections(user_id):
        piece += b"," + _encode(name) + b":["
        first = True
        async for item in items:
            piece += _encode(item) if first else b"," + _encode(item)
            first = False
            if len(piece) > PIECE:
                yield bytes(piece)
                piece.clear()
        piece += b"]"
    yield bytes(piece) + b"}"
