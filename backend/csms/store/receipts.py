"""What a receipt says: of a record that has ended."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from csms.errors import Conflict, NotFound
from csms.said import said
from csms.store.flags import FLAGS, RESERVED_FOR_ANOTHER
from csms.store.models import Charger, MeterValue, Transaction


class Receipt(NamedTuple):
    """Energy and registers in Wh; None: nobody knows. remarks: what is odd about the record, in sentences.

    signed: how many of its samples came with the meter's signature. cost_minor: None where no price is set.
    """

    id: UUID
    station: str | None
    address: str | None
    charger: str
    charger_name: str | None
    connector: int | None
    id_tag: str | None
    started_at: datetime
    stopped_at: datetime
    meter_start: Decimal | None
    meter_stop: Decimal | None
    energy_wh: Decimal | None
    stop_reason: str | None
    remarks: tuple[str, ...]
    signed: int
    cost_minor: int | None
    currency: str | None

    @property
    def number(self) -> str:
        """The same for the same session, whenever it is asked for."""
        return f"{self.stopped_at:%Y%m%d}-{self.id.hex[-12:].upper()}"


async def of(transaction_id: UUID) -> Receipt:
    """Raises NotFound, and Conflict for a session that has not ended."""
    row = await Transaction.get_or_none(id=transaction_id)
    if row is None:
        raise NotFound(said("There is no such transaction."))
    if row.stopped_at is None:
        raise Conflict(said("This session has not ended: there is no receipt yet."))
    charger = await Charger.get_or_none(id=row.charger_id).select_related("station")
    station = charger.station if charger else None
    return Receipt(
        id=row.id,
        station=station.name if station else None,
        address=station.address or None if station else None,
        charger=row.charge_point_id,
        charger_name=charger.name or None if charger else None,
        connector=row.evse_id,
        id_tag=row.id_token,
        started_at=row.started_at,
        stopped_at=row.stopped_at,
        meter_start=row.meter_start,
        meter_stop=row.meter_stop,
        energy_wh=row.energy_wh,
        stop_reason=row.stop_reason,
        remarks=tuple(FLAGS.get(flag, flag) for flag in row.flags if flag != RESERVED_FOR_ANOTHER),
        signed=await MeterValue.filter(transaction_id=row.id, signed=True).count(),
        cost_minor=row.cost_minor,
        currency=row.currency,
    )
