"""From the texts of a table to the fields of a resource, by the types that its JSON has."""

import re
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Annotated, Any, TypeAlias, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ValidationError, ValidationInfo

from csms.api import complaints
from csms.api.schemas.common import Moment
from csms.api.schemas.id_tags import Token
from csms.api.tables.reading import Sheet
from csms.charging.imports import Fault, ImportRow
from csms.said import said

_ROUNDED = re.compile(r"\d[.,]\d+E\+\d+")
_WORDS = {
    **dict.fromkeys(("wahr", "vrai", "verdadero", "vero", "waar", "prawda"), True),
    **dict.fromkeys(("falsch", "faux", "falso", "onwaar", "fałsz"), False),
}
"""What spreadsheets in other languages make of true and false."""


def _moment(value: Any, info: ValidationInfo) -> Any:
    """Pydantic alone would take a number for seconds since 1970, and a day for its midnight."""
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(said("Must be a time like 2026-11-19T12:00:00Z")) from None
    if len(value) <= len("2026-11-19"):
        raise ValueError(said("Must have a time of day: 2026-11-19T12:00:00Z"))
    zone = (info.context or {}).get("zone")
    if moment.tzinfo is None and zone is None:
        raise ValueError(said("Has no offset from UTC: say tz=Europe/Berlin, for all of them"))
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment


def _truth(value: Any) -> Any:
    return _WORDS.get(value.casefold(), value) if isinstance(value, str) else value


def _split(value: Any) -> Any:
    return value.split() if isinstance(value, str) else value


def _whole(token: str) -> str:
    if _ROUNDED.fullmatch(token):
        raise ValueError(
            said("A spreadsheet has rounded this number: make the column a text, and type it anew")
        )
    return token


CellToken: TypeAlias = Annotated[Token, AfterValidator(_whole)]
CellMoment: TypeAlias = Annotated[Moment, BeforeValidator(_moment)]
CellTruth: TypeAlias = Annotated[bool, BeforeValidator(_truth)]
Words = BeforeValidator(_split)
"""A list, in a cell divided by spaces."""


def typed(sheet: Sheet, model: type[BaseModel], zone: tzinfo | None) -> tuple[list[ImportRow], list[Fault]]:
    """The rows that are well-formed, and what is wrong with the others. Columns that nobody writes are left out."""
    nullable = {name: type(None) in get_args(field.annotation) for name, field in model.model_fields.items()}
    rows: list[ImportRow] = []
    faults = list(sheet.faults)
    context = {"zone": zone}
    for row, cells in sheet.lines:
        given = {
            name: cells[name] or None
            for name, may_be_empty in nullable.items()
            if name in cells and (cells[name] or may_be_empty)
        }
        try:
            # A cell is a text: what JSON tells apart ("1" and 1) is one here.
            row_model = model.model_validate(given, strict=False, context=context)
        except ValidationError as error:
            faults += [_fault(row, one) for one in error.errors(include_url=False, include_input=False)]
        else:
            rows.append(ImportRow(row, row_model.model_dump(exclude_unset=True)))
    return rows, faults


def _fault(row: int, error: Any) -> Fault:
    place: Sequence[Any] = error["loc"]
    missing = error["type"] == "missing"
    message = said("Is empty, or the column is missing") if missing else complaints.words(error)
    return Fault(row, str(place[0]) if place else None, message)
