"""`/api/admin/.../import`: many rows at once out of a table. Each says first what it would do, if it is asked to."""

from typing import Any

from fastapi import APIRouter, Request

from csms.api.dependencies import Deps
from csms.api.schemas.imports import TRANSACTION_ALIASES, IdTagRow, ImportReport, TransactionRow
from csms.api.tables.columns import ID_TAGS, TRANSACTIONS
from csms.api.tables.imports import BODY, AsImport, report_view, rows_of
from csms.charging import id_tag_import, transaction_import
from csms.charging.imports import MOST_TOLD

uploads = APIRouter()
"""Whose bodies are long; each says how long."""


@uploads.post("/id-tags/import", response_model=ImportReport, openapi_extra=BODY, tags=["id tags"])
async def import_id_tags(services: Deps, request: Request, wish: AsImport) -> Any:
    """Creates and changes id tags, all or none. The columns are those of the export, and `user_email`."""
    rows, faults = await rows_of(request, wish, IdTagRow, ignored=ID_TAGS.columns)
    plan = await id_tag_import.plan(rows, faults)
    if not wish.dry_run:
        for tag_id in await id_tag_import.apply(plan):
            services.announcer.id_tag(tag_id)
    return report_view(plan.report, dry_run=wish.dry_run)


@uploads.post("/transactions/import", response_model=ImportReport, openapi_extra=BODY, tags=["transactions"])
async def import_transactions(services: Deps, request: Request, wish: AsImport) -> Any:
    """Brings sessions that have ended in another system, all or none. Each once: what is here already is left."""
    rows, faults = await rows_of(
        request, wish, TransactionRow, ignored=TRANSACTIONS.columns, aliases=TRANSACTION_ALIASES
    )
    now = services.now()
    plan = await transaction_import.plan(rows, faults, now)
    if not wish.dry_run:
        for row_id in (await transaction_import.apply(plan, now))[:MOST_TOLD]:
            services.announcer.transaction(row_id)
    return report_view(plan.report, dry_run=wish.dry_run)
