"""What a handler gives back."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from msgspec import Struct

from csms.store.facts import Fact
from csms.store.journal import Results

EMPTY = b"{}"


class Reply(Struct, frozen=True, gc=False):
    """The CALLRESULT payload, sent once `facts` are stored.

    ledger: for transaction messages `applied`, `duplicate` or `quarantined`. settle: the payload again, when the
    commit found that the fact stood already in another form (two sockets raced).
    """

    payload: bytes
    facts: tuple[Fact, ...] = ()
    ledger: str | None = None
    settle: Callable[[Results], bytes] | None = None


Handler: TypeAlias = Callable[[Any, Any, Any], Reply | Awaitable[Reply]]
"""(session, request, received_at) -> reply. Awaits only where a question to the database is needed."""
