"""Who may make an account."""

from datetime import datetime

from csms.api.schemas.common import Input, Output
from csms.api.schemas.users import Email, Role


class Invitation(Output):
    """Nobody has accepted it. After `expires_at` nobody can."""

    id: str
    email: str
    role: Role
    invited_by: str
    created_at: datetime
    expires_at: datetime


class InvitationMade(Invitation):
    """`link`: for the person alone, no other answer shows it. `mailed`: whether it is on its way by e-mail."""

    link: str
    mailed: bool


class InvitationPage(Output):
    items: list[Invitation]
    next_cursor: str | None


class InvitationCreate(Input):
    email: Email
    role: Role = "user"
