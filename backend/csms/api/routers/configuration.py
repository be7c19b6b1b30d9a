"""What chargers are to be configured to: templates, wishes for one charger, drift and its repair."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query

from csms.api.dependencies import Admin, Deps
from csms.api.paging import Page
from csms.api.routers.filters import RowId, Search, Sort, StationFilter
from csms.api.schemas.configuration import (
    ConfigurationDrift,
    ConfigurationTemplate,
    ConfigurationTemplateCreate,
    ConfigurationTemplatePage,
    ConfigurationTemplateUpdate,
    DesiredConfiguration,
    DesiredConfigurationWrite,
    DriftPage,
    DriftSort,
    DriftSummary,
    Repair,
    RepairResult,
)
from csms.charging import drift, fleet_drift
from csms.charging.desired import Drift, State
from csms.charging.fleet_drift import Filter
from csms.handlers.v16.configuration import kind
from csms.store import chargers, configuration
from csms.store.stored_words import stored_view

router = APIRouter(tags=["configuration"])

DriftFilter = State | Literal["drifting", "contradiction"]


@router.get("/configuration-templates", response_model=ConfigurationTemplatePage)
async def list_configuration_templates(page: Page) -> Any:
    """Templates by name."""
    return await configuration.template_page(page.limit, page.cursor)


@router.post("/configuration-templates", response_model=ConfigurationTemplate, status_code=201)
async def create_configuration_template(services: Deps, body: ConfigurationTemplateCreate) -> Any:
    """422 for a value that its key cannot have, for secrets, and for values that do not go together."""
    return await configuration.template(await services.wishes.create_template(body.model_dump()))


@router.get("/configuration-templates/{id}", response_model=ConfigurationTemplate)
async def get_configuration_template(row_id: RowId) -> Any:
    return await configuration.template(row_id)


@router.put("/configuration-templates/{id}", response_model=ConfigurationTemplate)
async def update_configuration_template(
    services: Deps, row_id: RowId, body: ConfigurationTemplateUpdate
) -> Any:
    """Changes the fields that are given; `keys` as a whole."""
    await services.wishes.update_template(row_id, body.given())
    return await configuration.template(row_id)


@router.delete("/configuration-templates/{id}", status_code=204)
async def delete_configuration_template(services: Deps, row_id: RowId) -> None:
    """Chargers keep the values that they have."""
    await services.wishes.delete_template(row_id)


@router.get("/chargers/{id}/configuration/desired", response_model=DesiredConfiguration)
async def get_desired_configuration(row_id: RowId) -> Any:
    """What is wished of this charger, whatever the templates say."""
    await chargers.require(row_id)
    return await configuration.wishes(row_id)


@router.put("/chargers/{id}/configuration/desired", response_model=DesiredConfiguration)
async def put_desired_configuration(services: Deps, row_id: RowId, body: DesiredConfigurationWrite) -> Any:
    """In the place of all wishes for this charger before. Nothing is sent: see `repair`."""
    await services.wishes.wish(row_id, body.apply, body.model_dump()["keys"])
    return await configuration.wishes(row_id)


@router.get("/chargers/{id}/configuration/drift", response_model=ConfigurationDrift)
async def get_configuration_drift(row_id: RowId) -> Any:
    """Each key that is wished, beside what the charger has last reported."""
    standing = await drift.of_charger(row_id, kind)
    return {
        "items": [_drift(one) for one in standing.keys],
        "findings": [finding.view() for finding in standing.findings],
    }


def _drift(one: Drift) -> dict[str, Any]:
    desired, reported = one.desired, one.reported
    return {
        "key": desired.key,
        "desired": desired.value,
        "reported": reported.value if reported else None,
        "pending": reported.pending_value if reported else None,
        "state": one.state,
        "apply": desired.apply,
        "source": desired.source,
        "template": str(desired.template_id) if desired.template_id else None,
        "reason": desired.reason,
        "overridden": list(desired.overridden),
        "last_try": one.attempt._asdict() if one.attempt else None,
    }


@router.post("/chargers/{id}/configuration/repair", response_model=RepairResult)
async def repair_configuration(
    services: Deps, admin: Admin, row_id: RowId, body: Repair | None = None
) -> Any:
    """Sends a ChangeConfiguration for each key that differs or is unknown, one after the other; waits for the end.

    409 when the charger is offline.
    """
    wanted = body or Repair()
    results = await services.repair.repair(row_id, admin.email, only=wanted.keys, again=wanted.again)
    items = [
        {
            "key": one.key,
            "value": one.value,
            "result": one.result,
            "detail": one.detail,
            "said": stored_view(one.detail),
            "command": str(one.command_id) if one.command_id else None,
        }
        for one in results
    ]
    return {"items": items}


def drift_filter(
    state: Annotated[DriftFilter, Query(description="Chargers with a key in this state")] = "drifting",
    search: Search = None,
    station_id: StationFilter = None,
) -> Filter:
    return Filter(state, search, station_id)


Wanted = Annotated[Filter, Depends(drift_filter)]


@router.get("/configuration-drift", response_model=DriftPage)
async def list_configuration_drift(
    services: Deps, page: Page, wanted: Wanted, sort: Annotated[DriftSort, Sort] = "charge_point_id"
) -> Any:
    """Chargers that are not configured as desired, by identity. Of a large fleet it takes a minute to know all anew."""
    await services.drift_watch.catch_up()
    return await fleet_drift.list_page(page.limit, page.cursor, kind, wanted, sort)


@router.get("/configuration-drift/summary", response_model=DriftSummary)
async def summarize_configuration_drift(services: Deps, wanted: Wanted) -> Any:
    """How many chargers the filter selects, and in which states their keys are."""
    await services.drift_watch.catch_up()
    return await fleet_drift.summary(wanted)
