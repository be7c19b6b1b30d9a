"""Building blocks of every schema: bounded text, numbers, times, problems."""

from datetime import UTC, datetime
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, WithJsonSchema

from csms.api.texts import check_printable

# An integer stays an integer on the wire (Wh, W): 40600, never 40600.0.
Number: TypeAlias = Annotated[int | float, WithJsonSchema({"type": "number"})]

INT64 = 2**63 - 1

Moment: TypeAlias = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]


# Text that both databases can store and every screen can show.
Printable = AfterValidator(check_printable)


def _without_defaults(schema: dict[str, Any]) -> None:
    """A field with a default may be left out; client generators take the default to mean the opposite."""
    for member in schema.get("properties", {}).values():
        member.pop("default", None)


class Input(BaseModel):
    """A body. A field that nobody reads is a mistake of the sender, so it is refused."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_without_defaults)

    def given(self) -> dict[str, Any]:
        """Only what the sender named: a PUT changes nothing else."""
        return self.model_dump(exclude_unset=True)


class Output(BaseModel):
    """An answer. Every field is always there, unknown is null."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class Identified(Output):
    id: str


class ProblemField(Output):
    """One field that was refused, and why."""

    field: str
    message: str


class Problem(Output):
    """RFC 9457 problem details, `application/problem+json`. `request_id`: by which the server's log calls the request."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[ProblemField] = []


class PowerPoint(Output):
    at: datetime
    power_w: Number | None
