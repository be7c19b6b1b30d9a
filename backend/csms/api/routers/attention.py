"""`/api/admin/attention` and `/api/admin/refusals`: what needs a person."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path

from csms.api.dependencies import Admin, Deps
from csms.api.paging import Page
from csms.api.routers.filters import Search, Sort, Word, Zone
from csms.api.schemas.attention import Attention, RefusalPage, RefusalSort, RefusalSummary, Snooze
from csms.charging import attention as deeds
from csms.store import attention, refusals
from csms.store.refusals import Filter

router = APIRouter(tags=["attention"])

MatterId = Annotated[
    str,
    Path(description="As the list of matters names it", max_length=128, pattern=r"^[a-z_]+:[0-9A-Za-z:.-]+$"),
]


@router.get("/attention", response_model=Attention)
async def get_attention(services: Deps, zone: Zone) -> Any:
    """Everything that needs a person, newest first: `docs/problems.md` has each kind, and what closes it."""
    now = services.now()
    return {
        "items": await attention.items(now),
        "recovered_today": await attention.recovered_today(now, zone),
    }


@router.post("/attention/{id}/dismiss", status_code=204)
async def dismiss_matter(services: Deps, admin: Admin, id: MatterId) -> None:
    """Puts a matter aside for good; a new one of its kind comes back."""
    await deeds.put_aside(id, admin.email, services.now(), until=None)
    services.announcer.attention()


@router.post("/attention/{id}/snooze", status_code=204)
async def snooze_matter(services: Deps, admin: Admin, id: MatterId, body: Snooze) -> None:
    """Puts a matter aside for some minutes."""
    now = services.now()
    await deeds.put_aside(id, admin.email, now, until=now + timedelta(minutes=body.minutes))
    services.announcer.attention()


@router.delete("/attention/{id}/dismissal", status_code=204)
async def restore_matter(services: Deps, id: MatterId) -> None:
    """Brings a matter back."""
    await deeds.restore(id)
    services.announcer.attention()


def refusal_filter(charge_point_id: Word = None, cause: Word = None, search: Search = None) -> Filter:
    """`search` knows names, addresses, causes and details."""
    return Filter(charge_point_id, cause, search)


Wanted = Annotated[Filter, Depends(refusal_filter)]


@router.get("/refusals", response_model=RefusalPage)
async def list_refusals(page: Page, wanted: Wanted, sort: Annotated[RefusalSort, Sort] = "-last_at") -> Any:
    """Refused connections, latest first."""
    return await refusals.list_page(page.limit, page.cursor, wanted, sort)


@router.get("/refusals/summary", response_model=RefusalSummary)
async def summarize_refusals(wanted: Wanted) -> Any:
    """How many the filter selects, how many attempts they are, and of which causes."""
    return await refusals.summary(wanted)
