"""`/api/admin/events`: what happens, as it happens, as server-sent events.

The stream ends with the access token it was opened with, and within seconds of signing out or losing the role
(S9); the client comes back with a fresh token and `Last-Event-ID`.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi.responses import StreamingResponse

from csms.api.dependencies import Deps, access_token
from csms.api.responses import Responses
from csms.api.services import Services
from csms.auth.errors import AuthError
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
    token: Annotated[str, Depends(access_token)],
    last_event_id: Annotated[str | None, Header(max_length=200)] = None,
) -> EventStream:
    """Events from now on, or after `Last-Event-ID`; a `reset` says that some are missing."""
    subscription = services.broker.subscribe(last_event_id)
    expires_at = services.accounts.tokens.verify(token).expires_at
    return EventStream(_stream(services, subscription, token, expires_at), headers=_HEADERS)


async def _stream(
    services: Services, subscription: Subscription, token: str, expires_at: int
) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    checked_at = loop.time()
    try:
        yield _HELLO
        while (left := expires_at - services.now().timestamp()) > 0:
            if loop.time() - checked_at >= KEEP_ALIVE:
                if not await _still_admin(services, token):
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


async def _still_admin(services: Services, token: str) -> bool:
    try:
        return (await services.accounts.authenticate(token)).is_admin
    except AuthError:
        return False
