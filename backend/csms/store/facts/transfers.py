"""Transfers at chargers: firmware that they fetch, diagnostics and logs that they deliver."""

from datetime import datetime
from uuid import UUID

from csms.store.facts.base import Fact


class TransferRequested(Fact, frozen=True, gc=False):
    """A transfer is about to be asked for. location: without its secrets.

    token_hash: of an address in our drop box; a transfer that waits with it is this one.
    """

    id: UUID
    charger_id: UUID
    charge_point_id: str
    command_id: UUID
    kind: str
    request_id: int | None
    location: str
    token_hash: str | None
    retrieve_at: datetime | None
    install_at: datetime | None
    at: datetime


class TransferAnswered(Fact, frozen=True, gc=False):
    """What the request brought: `state` accepted, requested (taken without a word), rejected, no_data or unknown.

    cancels: the charger gave up an older one for it.
    """

    charger_id: UUID
    command_id: UUID
    state: str
    detail: str
    file_name: str | None
    cancels: bool
    at: datetime


class TransferReported(Fact, frozen=True, gc=False):
    """A word of the charger. request_id: None where it gave none."""

    charger_id: UUID
    charge_point_id: str
    kind: str
    request_id: int | None
    status: str
    at: datetime


class TransferFileStored(Fact, frozen=True, gc=False):
    """The file that a charger has delivered is safe in our drop box. key: where; only the first one counts."""

    id: UUID
    charger_id: UUID
    key: str
    name: str
    size: int
    sha256: str
    at: datetime
