"""What a request of ours does besides being a command: one `Effects` for each kind of request."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from msgspec import Struct

from csms.auth.credentials import ChargerCredentials
from csms.charging.session import ChargerSession
from csms.store.facts import Fact
from csms.store.models import Charger


class Sending(Struct, frozen=True):
    """A request on its way to a connected charger."""

    session: ChargerSession
    command_id: UUID
    credentials: ChargerCredentials
    now: datetime

    @property
    def charger_id(self) -> UUID:
        return self.session.charger_id


class Failure(Struct, frozen=True):
    """No CALLRESULT: `state` as of the command (error, timeout, unknown, offline), `code` of a CALLERROR."""

    state: str
    code: str = ""


async def _permitted(charger: Charger, request: Any, now: datetime) -> None:
    return


def _nothing(sending: Sending, request: Any) -> tuple[Fact, ...]:
    return ()


def _nothing_answered(sending: Sending, request: Any, response: Any) -> tuple[Fact, ...]:
    return ()


def _nothing_failed(sending: Sending, request: Any, failure: Failure) -> tuple[Fact, ...]:
    return ()


class Effects(NamedTuple):
    """The four moments of a request. Facts are stored together with the moment that they belong to.

    check: whether it may be sent, before it becomes a command. Raises Conflict with the reason that the charger would
    have, or Invalid with the field. It reads the database; the charger need not be connected here.
    sending: what must be known before it leaves, because the charger may act before it answers, or never answer.
    answered: what follows from a CALLRESULT, which may well say Rejected.
    failed: what follows from a CALLERROR, from silence, or from a lost connection.
    """

    check: Callable[[Charger, Any, datetime], Awaitable[None]] = _permitted
    sending: Callable[[Sending, Any], tuple[Fact, ...]] = _nothing
    answered: Callable[[Sending, Any, Any], tuple[Fact, ...]] = _nothing_answered
    failed: Callable[[Sending, Any, Failure], tuple[Fact, ...]] = _nothing_failed
