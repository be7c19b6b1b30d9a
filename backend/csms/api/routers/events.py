"""`/api/admin/events`: what happens, as it happens, as server-sent events.

The stream ends with the access token it was opened with, and within seconds of signing out or losing the role
(S9); the client comes back with a fresh token and `Last-Event-ID`.
"""

import asyncio
import math
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import StreamingResponse

from csms.api.dependencies import Admin, Administrator, Deps
from csms.api.responses import Responses
from csms.api.services import Services
from csms.auth.accounts import Principal
from csms.auth.api_keys import KeyHolder
from csms.auth.errors import AuthError
from csms.auth.rights import Right
from csms.realtime.hub import Subscription

router = APIRouter(tags=["events"])

KEEP_ALIVE = 15.0
"""Seconds of silence before a comment shows that the connection lives; the token is looked at as often."""

_HELLO = b"retry: 3000\n: hello\n\n"
_COMMENT = b":\n\n"
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_DESCRIPTION: Responses = {
    200: {"description": "The stream", "content": {"text/event-stream": {"schema": {"type": "string"}}}}
}


class EventStream(StreamingResponse):
    media_type = "text/event-stream"


@router.get("/events", response_class=EventStream, responses=_DESCRIPTION)
async def stream_events(
    services: Deps,
    admin: Admin,
    last_event_id: Annotated[str | None, Header(max_length=200)] = None,
) -> EventStream:
    """Events from now on, or after `Last-Event-ID`; a `reset` says that some are missing."""
    subscription = services.broker.subscribe(last_event_id)
    return EventStream(_stream(services, subscription, admin), headers=_HEADERS)


async def _stream(
    services: Services, subscription: Subscription, admin: Administrator
) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    checked_at, expires_at = loop.time(), _expires_at(admin)
    try:
        yield _HELLO
        while (left := expires_at - services.now().timestamp()) > 0:
            if loop.time() - checked_at >= KEEP_ALIVE:
                if not await _may_still_view(services, admin):
                    return
                checked_at = loop.time()
            try:
                batch = await asyncio.wait_for(anext(subscription), min(KEEP_ALIVE, left))
            except TimeoutError:
                yield _COMMENT
            else:
                yield batch.chunk
    except StopAsyncIteration:  # the server is stopping
        return
    finally:
        subscription.close()


def _expires_at(admin: Administrator) -> float:
    """Unix time until which the stream may last."""
    if isinstance(admin, Principal):
        return admin.claims.expires_at
    expires_at = admin.key.expires_at if isinstance(admin, KeyHolder) else None
    return expires_at.timestamp() if expires_at else math.inf


async def _may_still_view(services: Services, admin: Administrator) -> bool:
    try:
        if isinstance(admin, Principal):
            return Right.VIEW in (await services.principals.recheck(admin)).rights
        assert isinstance(admin, KeyHolder)
        await services.api_keys.recheck(admin)
    except AuthError:
        return False
    return True
