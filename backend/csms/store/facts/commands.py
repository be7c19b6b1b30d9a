"""Remote commands, from the wish to what came of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from csms.store.facts.base import Fact


class CommandRequested(Fact, frozen=True, gc=False):
    """An operation was asked for; it is `pending` until its owner sends it. `request` holds no secret.

    expires_at: until when it waits for a charger that is offline.
    """

    command_id: UUID
    charger_id: UUID
    action: str
    request: dict[str, Any]
    requested_by: str
    at: datetime
    expires_at: datetime | None = None


class CommandSent(Fact, frozen=True, gc=False):
    """A CALL is about to leave: stored first, so that a crash never hides that it may have gone."""

    command_id: UUID
    charger_id: UUID
    message_id: str
    at: datetime


class CommandClosed(Fact, frozen=True, gc=False):
    """The end of a command: `state` answered, error, timeout, offline or unknown."""

    command_id: UUID
    charger_id: UUID
    state: str
    response: Any
    error: dict[str, Any] | None
    at: datetime


class CommandOutcome(Fact, frozen=True, gc=False):
    """What then really happened: the transaction that a remote start brought, the boot after a reset."""

    command_id: UUID
    charger_id: UUID
    outcome: str
    transaction_id: UUID | None
    at: datetime
