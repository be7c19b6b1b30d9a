"""What chargers break of the specification: each with its frame, and the scorecard of models and firmwares."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from csms.api.dependencies import Deps
from csms.api.paging import Page
from csms.api.routers.filters import MOST_IDS, RowId, Search, Sort, Word
from csms.api.schemas.violations import (
    Conformance,
    ScorecardPage,
    ViolationPage,
    ViolationSort,
    ViolationSummary,
)
from csms.store import chargers, violations
from csms.store.violations import Filter

router = APIRouter(tags=["conformance"])


def violation_filter(
    charger_id: Annotated[UUID | None, Query(description="Only this charger")] = None,
    vendor: Word = None,
    model: Word = None,
    firmware_version: Word = None,
    action: Word = None,
    rule: Word = None,
    search: Search = None,
    id: Annotated[
        list[UUID] | None, Query(max_length=MOST_IDS, description="Only these, by our own ids")
    ] = None,
) -> Filter:
    """`search` knows chargers, actions, fields, messages and rules."""
    return Filter(charger_id, vendor, model, firmware_version, action, rule, search, id)


Wanted = Annotated[Filter, Depends(violation_filter)]


@router.get("/violations", response_model=ViolationPage)
async def list_violations(
    page: Page, wanted: Wanted, sort: Annotated[ViolationSort, Sort] = "-last_at"
) -> Any:
    """Kinds of violations, the latest first."""
    return await violations.list_page(page.limit, page.cursor, wanted, sort)


@router.get("/violations/summary", response_model=ViolationSummary)
async def summarize_violations(wanted: Wanted) -> Any:
    """How many kinds the filter selects, of which rules, models and firmware versions."""
    return await violations.summary(wanted)


@router.get("/chargers/{id}/violations", response_model=ViolationPage)
async def list_charger_violations(row_id: RowId, page: Page) -> Any:
    """What this charger breaks, the latest first."""
    await chargers.require(row_id)
    return await violations.list_page(page.limit, page.cursor, Filter(charger_id=row_id))


@router.get("/chargers/{id}/conformance", response_model=Conformance)
async def get_charger_conformance(services: Deps, row_id: RowId) -> Any:
    """How well this charger has kept to the specification in the last seven days, and what it breaks."""
    await chargers.require(row_id)
    return await violations.conformance(row_id, services.now())


@router.get("/scorecards", response_model=ScorecardPage)
async def list_scorecards(page: Page) -> Any:
    """Each model and firmware in the field, with what its chargers break."""
    return await violations.scorecards(page.limit, page.cursor)
