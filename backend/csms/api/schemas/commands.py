"""Commands: what chargers were asked to do, and what came of it."""

from datetime import datetime
from typing import Any, Literal

from csms.api.schemas.common import Output

CommandState = Literal["pending", "sent", "answered", "error", "timeout", "offline", "unknown"]

CommandSort = Literal["created_at", "-created_at"]


class Command(Output):
    """`state` says how the conversation ended, `outcome` what then really happened.

    Outcomes: `transaction_started`, `transaction_stopped`, `booted`, `availability_changed`, `rejected`, `timed_out`
    (accepted, and nothing came of it), `expired` and `refused` (it waited for its charger and was not sent).

    `response`: the charger's payload, which may well say Rejected. `error`: `{code, description, details}`.
    `transaction` is our id of the session that the command brought, `transaction_id` its OCPP number.
    """

    id: str
    charger_id: str
    action: str
    request: dict[str, Any]
    state: CommandState
    response: dict[str, Any] | None
    error: dict[str, Any] | None
    requested_by: str
    created_at: datetime
    expires_at: datetime | None
    sent_at: datetime | None
    finished_at: datetime | None
    outcome: str | None
    outcome_at: datetime | None
    transaction: str | None
    transaction_id: int | None


class CommandPage(Output):
    items: list[Command]
    next_cursor: str | None


class Operation(Output):
    """One operation that a central system may send, with the JSON schemas of its request and of the answer to it."""

    action: str
    profile: str
    request_schema: dict[str, Any]
    response_schema: dict[str, Any]
    example: dict[str, Any]


class OperationList(Output):
    items: list[Operation]
