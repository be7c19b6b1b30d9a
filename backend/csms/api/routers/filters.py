"""Query parameters that several lists take."""

from typing import Annotated, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Depends, Path, Query
from pydantic import StringConstraints

from csms.api.schemas.common import Moment, Printable
from csms.charging.connectors import LARGEST_EVSE
from csms.errors import Invalid, NotFound
from csms.said import said

MOST_IDS = 100
"""So many fit into the head of a request beside all other filters."""

Word: TypeAlias = Annotated[
    Annotated[str, StringConstraints(max_length=255), Printable] | None, Query(description="Exactly this")
]
Search: TypeAlias = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Printable] | None,
    Query(description="Finds what contains this text"),
]
From: TypeAlias = Annotated[Moment | None, Query(alias="from", description="Not before this moment")]
Until: TypeAlias = Annotated[Moment | None, Query(alias="to", description="Before this moment")]


def row_id(
    id: Annotated[str, Path(description="Our own id, not the OCPP identity", max_length=64)],
) -> UUID:
    """An id that cannot be one of ours is the id of nothing: 404, as any other unknown id."""
    try:
        return UUID(id)
    except ValueError:
        raise NotFound(said("There is nothing with this id.")) from None


RowId = Annotated[UUID, Depends(row_id)]


def zone(
    tz: Annotated[str, Query(max_length=64, description="IANA time zone of the viewer")] = "UTC",
) -> ZoneInfo:
    try:
        return ZoneInfo(tz)
    except (ValueError, OSError, LookupError):
        raise Invalid(
            said("The time zone is unknown."), errors=(("tz", said("Not an IANA time zone name")),)
        ) from None


Zone = Annotated[ZoneInfo, Depends(zone)]
StationFilter: TypeAlias = Annotated[UUID | None, Query(description="Only this station")]
ChargerIdFilter: TypeAlias = Annotated[UUID | None, Query(description="Only this charger, by our own id")]
PersonFilter: TypeAlias = Annotated[UUID | None, Query(description="Only this person's")]
ConnectorFilter: TypeAlias = Annotated[
    int | None, Query(ge=0, le=LARGEST_EVSE, description="Only this connector; 0 is the charger itself")
]
Sort = Query(
    description="What to sort by; with `-` before it the largest or latest first. A cursor is of one order"
)
