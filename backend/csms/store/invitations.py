"""Questions and changes about invitations. The rules are in `csms.auth.invitations`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from csms.errors import NotFound
from csms.said import said
from csms.store.accounts import EMBEDDED, USER
from csms.store.models.accounts import User
from csms.store.models.letters import Invitation
from csms.store.paging import Cursor, Page, cut, older_than, page
from csms.store.values import View


async def put(invitation: Invitation) -> None:
    """Instead of an older one to the address."""
    async with in_transaction() as connection:
        await Invitation.filter(email=invitation.email).using_db(connection).delete()
        await invitation.save(using_db=connection, force_create=True)


async def by_hash(token_hash: str) -> Invitation | None:
    return await Invitation.get_or_none(token_hash=token_hash)


async def by_email(email: str, now: datetime) -> Invitation | None:
    """One that is good."""
    return await Invitation.get_or_none(email=email, expires_at__gt=now)


async def delete(invitation_id: UUID) -> bool:
    return bool(await Invitation.filter(id=invitation_id).delete())


async def accept(invitation: Invitation, now: datetime) -> User | None:
    """Uses the invitation up. None when somebody was faster.

    An account of the address that nobody confirmed is replaced: whoever made it is not who reads the mail. One
    that was confirmed meanwhile stays, and is given the role if it has none.
    """
    async with in_transaction() as connection:
        if not await Invitation.filter(id=invitation.id).using_db(connection).delete():
            return None
        mine = User.filter(realm=EMBEDDED, email=invitation.email)
        await mine.filter(email_confirmed_at__isnull=True, role=USER).using_db(connection).delete()
        user = await mine.using_db(connection).first()
        if user is None:
            return await User.create(
                using_db=connection,
                email=invitation.email,
                password_hash=None,
                role=invitation.role,
                email_confirmed_at=now,
                created_at=now,
                updated_at=now,
                app_metadata={"provider": "email", "providers": ["email"]},
                user_metadata={},
            )
        if user.role == USER:
            user.role, user.updated_at = invitation.role, now
            await user.save(using_db=connection, update_fields=["role", "updated_at"])
    return user


async def list_page(limit: int, cursor: Cursor | None) -> Page:
    """Invitations that nobody has accepted, the newest first, also those that have expired."""
    query = Invitation.all()
    if cursor:
        query = query.filter(older_than("created_at", cursor.moment(), cursor.uuid()))
    rows = await query.order_by("-created_at", "-id").limit(limit + 1).values(*COLUMNS)
    kept, following = cut(rows, limit, lambda row: (row["created_at"], row["id"]))
    return page([_view(row) for row in kept], following)


async def view(invitation_id: UUID) -> View:
    """One invitation. Raises NotFound."""
    row = await Invitation.get_or_none(id=invitation_id).values(*COLUMNS)
    if row is None:
        raise NotFound(said("There is no such invitation."))
    return _view(row)


COLUMNS = ("id", "email", "role", "invited_by", "created_at", "expires_at")
"""Never the hash."""


def _view(row: dict[str, Any]) -> View:
    return {**row, "id": str(row["id"])}
