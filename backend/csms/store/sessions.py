"""What a charger's session needs to know: its open transactions, and the tokens that drivers present."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q

from csms.store.models import Charger, Command, ConfigurationKey, IdTag, QuarantinedStop, Transaction

OPEN_LIMIT = 200
"""Transactions without a real stop that a session loads; older ones are found one by one."""


async def charger_by_identity(charge_point_id: str) -> Charger | None:
    return await Charger.get_or_none(charge_point_id=charge_point_id)


async def charger(charger_id: UUID) -> Charger | None:
    return await Charger.get_or_none(id=charger_id)


async def without_stop(charger_id: UUID) -> list[Transaction]:
    """The newest transactions of a charger for which no real stop has come."""
    query = Transaction.filter(charger_id=charger_id, stopped_received_at=None)
    return list(reversed(await query.order_by("-started_at").limit(OPEN_LIMIT)))


async def transaction_by_number(charger_id: UUID, number: str) -> Transaction | None:
    return await Transaction.get_or_none(charger_id=charger_id, ocpp_transaction_id=number)


async def transaction_at(charger_id: UUID, evse_id: int, at: datetime) -> Transaction | None:
    """What a connector was running at a moment: the newest start before it, unless that one had ended."""
    live = Transaction.filter(charger_id=charger_id, evse_id=evse_id, imported_at=None)
    query = live.filter(started_at__lte=at)
    row = await query.order_by("-started_at").first()
    return row if row is not None and (row.stopped_at is None or at <= row.stopped_at) else None


async def transaction_by_stop(charger_id: UUID, stop_key: str) -> Transaction | None:
    return await Transaction.filter(charger_id=charger_id, stop_key=stop_key).first()


async def transactions_around(charger_id: UUID, until: datetime, limit: int) -> list[Transaction]:
    """The newest transactions that had begun by then, ended or not."""
    query = Transaction.filter(charger_id=charger_id, started_at__lte=until, imported_at=None)
    return await query.order_by("-started_at").limit(limit)


async def transaction_by_start(charger_id: UUID, start_key: str) -> Transaction | None:
    return await Transaction.get_or_none(charger_id=charger_id, start_key=start_key)


async def number_taken(number: str) -> bool:
    """By a transaction, or by a stop that waits for one: the charger believes that it knows the number (R11)."""
    if await Transaction.filter(ocpp_transaction_id=number).exists():
        return True
    return await QuarantinedStop.filter(ocpp_transaction_id=number).exists()


async def token(folded: str) -> IdTag | None:
    return await IdTag.get_or_none(folded=folded, type="")


async def station_of(charger_id: UUID) -> UUID | None:
    found = await Charger.filter(id=charger_id).only("id", "station_id").first()
    return getattr(found, "station_id", None)  # a column that the model makes of the relation


async def running(token_folded: str, *, group: bool) -> Sequence[tuple[UUID, int, str | None]]:
    """(charger, EVSE, start key) of the transactions that a token has running, or all of its group, itself among them.

    One that was refused gets no energy.
    """
    whose = Q(id_token_folded=token_folded)
    if group:
        whose |= Q(parent_token_folded=token_folded)
    rows = Transaction.filter(whose, state="active", stopped_at=None, authorization_status="Accepted")
    return [(row.charger_id, row.evse_id or 0, row.start_key) for row in await rows.limit(10_000)]


async def remote_starts_under_way(charger_id: UUID, since: datetime) -> list[Command]:
    """Remote starts that were sent and not refused, and whose transaction has not been seen."""
    return await _under_way(charger_id, "RemoteStartTransaction", since)


async def remote_stops_under_way(charger_id: UUID, since: datetime) -> list[Command]:
    """Remote stops that were sent and not refused, and whose stop has not been seen."""
    return await _under_way(charger_id, "RemoteStopTransaction", since)


async def _under_way(charger_id: UUID, action: str, since: datetime) -> list[Command]:
    query = Command.filter(charger_id=charger_id, action=action, created_at__gte=since)
    sent = await query.filter(outcome=None).exclude(sent_at=None).exclude(state="error")
    return [command for command in sent if command.response in (None, {"status": "Accepted"})]


async def configured_integer(charger_id: UUID, key: str) -> int | None:
    """A configuration value of a charger as it told it, if that is a number."""
    value = await configured_text(charger_id, key)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


async def configured_text(charger_id: UUID, key: str) -> str:
    """A configuration value of a charger as it told it; "" for none."""
    row = await ConfigurationKey.get_or_none(charger_id=charger_id, key_folded=key.casefold())
    return row.value if row and row.value else ""


async def reset_waiting_for_boot(charger_id: UUID, since: datetime) -> Command | None:
    """The newest Reset whose boot has not been seen."""
    query = Command.filter(charger_id=charger_id, action="Reset", outcome=None, created_at__gte=since)
    return await query.exclude(sent_at=None).order_by("-created_at").first()
