"""Tables that people bring, row by row, and what came of them."""

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from pydantic import Field, StringConstraints

from csms.api.schemas.chargers import ChargePointId
from csms.api.schemas.common import Input, Output, Printable
from csms.api.schemas.id_tags import IdTagFields, PlaceIds
from csms.api.schemas.said import Sentence
from csms.api.schemas.users import Email
from csms.api.tables.typed import CellMoment, CellToken, CellTruth, Words

ExternalId: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=255), Printable]
Reason: TypeAlias = Annotated[str, StringConstraints(max_length=255), Printable]
Wh: TypeAlias = Annotated[Decimal, Field(ge=0, lt=10**13, decimal_places=6)]


class IdTagRow(IdTagFields):
    """`id`: as exported, it may stand there. `user_email`: whose it is, instead of `user_id`."""

    id: UUID | None = None
    id_tag: CellToken
    parent_id_tag: CellToken | None = None
    blocked: CellTruth = False
    expires_at: CellMoment | None = None
    allowed_station_ids: Annotated[PlaceIds, Words] | None = None
    allowed_charger_ids: Annotated[PlaceIds, Words] | None = None
    user_email: Email | None = None


class TransactionRow(Input):
    """A session that has ended elsewhere. `external_id`: its key there. Registers and energy in Wh, exact.

    `energy_wh` may be left out where both registers are known. `user_id`, `user_email`: whose session it was.
    """

    external_id: ExternalId
    charge_point_id: ChargePointId
    connector_id: Annotated[int, Field(ge=0, le=1000)] | None = None
    id_tag: CellToken | None = None
    started_at: CellMoment
    stopped_at: CellMoment
    meter_start: Wh | None = None
    meter_stop: Wh | None = None
    energy_wh: Wh | None = None
    stop_reason: Reason | None = None
    user_id: UUID | None = None
    user_email: Email | None = None


TRANSACTION_ALIASES = {
    "transaction_pk": "external_id",
    "charge_box_id": "charge_point_id",
    "start_timestamp": "started_at",
    "start_value": "meter_start",
    "stop_timestamp": "stopped_at",
    "stop_value": "meter_stop",
}
"""What SteVe calls them in its CSV."""


class ImportFault(Output):
    """Why a row cannot be taken. `row` as a spreadsheet counts them: the head is 1."""

    row: int
    column: str | None
    message: str
    said: Sentence | None


class ImportChange(Output):
    """What becomes of a row. `key`: what people know it by. `fields`: what of it changes."""

    row: int
    key: str
    kind: Literal["created", "changed"]
    fields: list[str]


class ImportReport(Output):
    """What an import does, or would do. At most 1,000 changes and faults are listed; the numbers count all."""

    dry_run: bool
    rows: int
    created: int
    changed: int
    unchanged: int
    faulty: int
    changes: list[ImportChange]
    faults: list[ImportFault]
