"""Tables that people bring, row by row, and what came of them."""

from typing import Annotated, Literal
from uuid import UUID

from csms.api.schemas.common import Output
from csms.api.schemas.id_tags import IdTagFields, PlaceIds, Token
from csms.api.schemas.users import Email
from csms.api.tables.typed import CellMoment, CellTruth, Words


class IdTagRow(IdTagFields):
    """`id`: as exported, it may stand there. `user_email`: whose it is, instead of `user_id`."""

    id: UUID | None = None
    id_tag: Token
    blocked: CellTruth = False
    expires_at: CellMoment | None = None
    allowed_station_ids: Annotated[PlaceIds, Words] | None = None
    allowed_charger_ids: Annotated[PlaceIds, Words] | None = None
    user_email: Email | None = None


class ImportFault(Output):
    """Why a row cannot be taken. `row` as a spreadsheet counts them: the head is 1."""

    row: int
    column: str | None
    message: str


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
