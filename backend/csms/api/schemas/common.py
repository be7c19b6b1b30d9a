"""Building blocks of every schema: bounded text, numbers, times."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema

from csms.api.texts import check_printable
from csms.said import said

# An integer stays an integer on the wire (Wh, W): 40600, never 40600.0.
Number: TypeAlias = Annotated[int | float, WithJsonSchema({"type": "number"})]

INT64 = 2**63 - 1


_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")


def _as_written(moment: Any) -> Any:
    """Pydantic would take numbers too, for seconds since 1970."""
    if isinstance(moment, datetime) or (isinstance(moment, str) and _RFC_3339.fullmatch(moment)):
        return moment
    raise ValueError(said("Must be a date and a time with its zone (RFC 3339), like 2026-01-31T12:00:00Z"))


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(said("Must be a moment of the years 1 to 9999 in UTC")) from None


Moment: TypeAlias = Annotated[AwareDatetime, BeforeValidator(_as_written), AfterValidator(_in_utc)]


# Text that both databases can store and every screen can show.
Printable = AfterValidator(check_printable)


def _without_defaults(schema: dict[str, Any]) -> None:
    """A field with a default may be left out; client generators take the default to mean the opposite."""
    for member in schema.get("properties", {}).values():
        member.pop("default", None)


def _tell_apart(schema: Any) -> None:
    if isinstance(schema, list):
        for one in schema:
            _tell_apart(one)
    elif isinstance(schema, dict):
        if schema.get("type") in ("int", "float", "bool"):
            schema["strict"] = True
        for one in schema.values():
            _tell_apart(one)


class Input(BaseModel):
    """A body. A field that nobody reads is a mistake of the sender, so it is refused."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_without_defaults)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """With the types of JSON told apart: neither is true a number, nor "1"."""
        schema = handler(source)
        _tell_apart(schema)
        return schema

    def given(self) -> dict[str, Any]:
        """Only what the sender named: a PUT changes nothing else."""
        return self.model_dump(exclude_unset=True)


class Output(BaseModel):
    """An answer. Every field is always there, unknown is null."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class Identified(Output):
    id: str


class PowerPoint(Output):
    at: datetime
    power_w: Number | None
