"""`/api/admin/invitations`: people who may make an account."""

from typing import Any

from fastapi import APIRouter, Depends, Response

from csms.api.dependencies import Admin, Deps, check_accounts_are_ours
from csms.api.paging import Page
from csms.api.routers.filters import RowId
from csms.api.schemas.invitations import InvitationCreate, InvitationMade, InvitationPage
from csms.store import invitations

router = APIRouter(prefix="/invitations", tags=["users"])


@router.get("", response_model=InvitationPage)
async def list_invitations(page: Page) -> Any:
    """Those that nobody has accepted, the newest first, also the expired."""
    return await invitations.list_page(page.limit, page.cursor)


@router.post(
    "", response_model=InvitationMade, status_code=201, dependencies=[Depends(check_accounts_are_ours)]
)
async def create_invitation(services: Deps, admin: Admin, body: InvitationCreate, response: Response) -> Any:
    """Mails the link, and shows it this once. A new one voids an older one. 409 where the address has an account."""
    made = await services.embedded.invitations.invite(body.email, body.role, admin.email)
    response.headers["Cache-Control"] = "no-store"
    return {**await invitations.view(made.invitation_id), "link": made.link, "mailed": made.mailed}


@router.delete("/{id}", status_code=204)
async def revoke_invitation(services: Deps, row_id: RowId) -> None:
    """The link is void at once."""
    await services.embedded.invitations.revoke(row_id)
