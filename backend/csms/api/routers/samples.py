"""Lists of meter samples, and their query parameters."""

from typing import Annotated, Any, TypeAlias

from fastapi import APIRouter, Depends, Query
from pydantic import StringConstraints

from csms.api.paging import MAX_CURSOR, NEXT, parse
from csms.api.routers.filters import From, RowId, Until, Word
from csms.api.schemas.common import Printable
from csms.api.schemas.transactions import MeterValues
from csms.store import chargers, meter_values
from csms.store.meter_values import Wanted

router = APIRouter(tags=["chargers"])

MAX_SAMPLES = 5000
DEFAULT_SAMPLES = 1000

SampleLimit: TypeAlias = Annotated[int, Query(ge=1, le=MAX_SAMPLES, description="Samples of a page")]


Phase: TypeAlias = Annotated[
    Annotated[str, StringConstraints(max_length=255), Printable] | None,
    Query(description="Empty: the overall values"),
]


def wanted_samples(
    measurand: Word = None,
    phase: Phase = None,
    context: Word = None,
    location: Word = None,
    from_: From = None,
    to: Until = None,
) -> Wanted:
    """In the words of OCPP, exactly. `from` and `to` are about the time of the sample."""
    return Wanted(measurand, phase, context, location, from_, to)


WantedSamples = Annotated[Wanted, Depends(wanted_samples)]


@router.get("/chargers/{id}/meter-values", response_model=MeterValues)
async def list_connector_meter_values(
    row_id: RowId,
    wanted: WantedSamples,
    connector_id: Annotated[int, Query(ge=0, le=1000, description="0: the site's meter")] = 0,
    limit: SampleLimit = DEFAULT_SAMPLES,
    cursor: Annotated[str | None, Query(max_length=MAX_CURSOR, description=NEXT)] = None,
) -> Any:
    """Samples of a connector that are of no transaction, oldest first."""
    await chargers.require(row_id)
    return await meter_values.list_of_connector(
        limit, parse(cursor), charger_id=row_id, connector_id=connector_id, wanted=wanted
    )
