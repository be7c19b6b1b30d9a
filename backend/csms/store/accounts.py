"""Questions and changes about users, sessions and refresh tokens. The rules are in `csms.auth.accounts`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise import BaseDBAsyncClient
from tortoise.expressions import Q
from tortoise.queryset import QuerySet
from tortoise.transactions import in_transaction

from csms.errors import CsmsError
from csms.store.guard import changing
from csms.store.models import IdTag
from csms.store.models.accounts import RefreshToken, Session, User
from csms.store.models.letters import OneTimeToken

ADMIN = "admin"
USER = "user"
EMBEDDED = ""
"""The realm of the accounts that we keep ourselves."""


class LastAdministrator(CsmsError):
    """Nobody would be left who may do everything."""


async def user_by_email(email: str) -> User | None:
    """An embedded account."""
    return await User.get_or_none(realm=EMBEDDED, email=email)


async def user_by_id(user_id: UUID) -> User | None:
    return await User.get_or_none(id=user_id)


async def has_admin() -> bool:
    """Among the embedded accounts."""
    return await User.filter(realm=EMBEDDED, role=ADMIN, banned=False).exists()


async def create_user(
    email: str, password_hash: str | None, role: str, now: datetime, *, name: str | None = None
) -> User:
    """A confirmed user. Raises IntegrityError when the address is taken."""
    return await User.create(
        email=email,
        password_hash=password_hash,
        role=role,
        email_confirmed_at=now,
        created_at=now,
        updated_at=now,
        app_metadata={"provider": "email", "providers": ["email"]},
        user_metadata={"name": name} if name else {},
    )


async def make_admin(user_id: UUID, password_hash: str, now: datetime) -> bool:
    """Gives the role together with a password; sessions end. False when the user is administrator already."""
    async with in_transaction() as connection:
        no_admin = User.filter(Q(banned=True) | ~Q(role=ADMIN), id=user_id).using_db(connection)
        made = await no_admin.update(
            role=ADMIN, banned=False, password_hash=password_hash, email_confirmed_at=now, updated_at=now
        )
        if made:
            await _open_sessions(user_id).using_db(connection).update(ended_at=now)
    return bool(made)


async def change_user(
    user: User, now: datetime, changes: dict[str, Any], *, only_session: UUID | None = None
) -> None:
    """Writes only the named fields, so that two changes at once do not undo each other.

    only_session: the user's other sessions end together with the change.
    """
    user.update_from_dict({**changes, "updated_at": now})
    async with in_transaction() as connection:
        await user.save(using_db=connection, update_fields=[*changes, "updated_at"])
        if only_session is not None:
            others = _open_sessions(user.id).exclude(id=only_session)
            await others.using_db(connection).update(ended_at=now)
        if "password_hash" in changes:
            await _void_letters(user.id, connection)


ENDS_SESSIONS = ("role", "banned", "password_hash")
"""Who was signed in with the old ones signs in again."""


async def administer(
    user_id: UUID, changes: dict[str, Any], metadata: dict[str, Any] | None, now: datetime
) -> bool:
    """Changes somebody's account. False without such a user. Raises LastAdministrator, IntegrityError."""
    async with changing(User, user_id, hold=_hold_administrators) as connection:
        user = await User.get_or_none(id=user_id, using_db=connection)
        if user is None:
            return False
        if changes.get("role", ADMIN) != ADMIN or changes.get("banned"):
            await _require_another_admin(user, connection)
        ends = any(name in changes and changes[name] != getattr(user, name) for name in ENDS_SESSIONS)
        columns = {**changes, "updated_at": now}
        if metadata is not None:
            kept = {**user.user_metadata, **metadata}
            columns["user_metadata"] = {name: value for name, value in kept.items() if value is not None}
        user.update_from_dict(columns)
        await user.save(using_db=connection, update_fields=list(columns))
        if ends:
            await _open_sessions(user_id).using_db(connection).update(ended_at=now)
        if ends or "email" in changes:
            await _void_letters(user_id, connection)
    return True


async def _void_letters(user_id: UUID, connection: BaseDBAsyncClient) -> None:
    """A link that was sent before a new password or address lets nobody in any more."""
    await OneTimeToken.filter(user_id=user_id).using_db(connection).delete()


async def delete_user(user_id: UUID) -> bool:
    """With all sessions. False without such a user. Raises LastAdministrator."""
    async with changing(User, user_id, hold=_hold_administrators) as connection:
        user = await User.get_or_none(id=user_id, using_db=connection)
        if user is None:
            return False
        await _require_another_admin(user, connection)
        await IdTag.filter(user_id=user_id).using_db(connection).update(user_id=None)
        await User.filter(id=user_id).using_db(connection).delete()
    return True


async def _hold_administrators(connection: BaseDBAsyncClient) -> None:
    """Until the commit, and always in one order: two who go at once do not leave nobody.

    Rows are fetched: Tortoise forgets FOR UPDATE of queries for values. SQLite has one writer anyway.
    """
    await User.filter(role=ADMIN).using_db(connection).select_for_update().order_by("id")


async def _require_another_admin(user: User, connection: BaseDBAsyncClient) -> None:
    administrators = User.filter(realm=user.realm, role=ADMIN, banned=False).using_db(connection)
    if await administrators.values_list("id", flat=True) == [user.id]:
        raise LastAdministrator


async def replace_password_hash(user: User, old: str, new: str) -> None:
    """Same password, newer parameters; leaves a password alone that was changed meanwhile."""
    await User.filter(id=user.id, password_hash=old).update(password_hash=new)


async def open_session(
    user: User, token_hash: str, user_agent: str, address: str, now: datetime, method: str | None
) -> Session:
    async with in_transaction() as connection:
        session = await Session.create(
            using_db=connection,
            user_id=user.id,
            user_agent=user_agent[:500],
            address=address[:64],
            method=method,
            created_at=now,
            last_used_at=now,
        )
        await RefreshToken.create(
            using_db=connection, session_id=session.id, token_hash=token_hash, created_at=now
        )
        user.last_sign_in_at = now
        await user.save(using_db=connection, update_fields=["last_sign_in_at"])
    return session


async def session_with_user(session_id: UUID) -> Session | None:
    return await Session.get_or_none(id=session_id).select_related("user")


async def refresh_token(token_hash: str) -> RefreshToken | None:
    """The token with its session and user."""
    return await RefreshToken.get_or_none(token_hash=token_hash).select_related("session__user")


async def unused_child(token: RefreshToken) -> RefreshToken | None:
    """The successor of a used token, as long as nobody has used that one."""
    return await RefreshToken.get_or_none(parent_id=token.id, used_at__isnull=True)


async def rotate(token: RefreshToken, child_id: UUID, child_hash: str, now: datetime) -> bool:
    """Marks the token as used and stores its successor. False: somebody else was faster, nothing changed.

    The conditional update comes first: it takes the row (PostgreSQL) or the write lock (SQLite), so of two
    refreshes at once exactly one wins, also across processes.
    """
    async with in_transaction() as connection:
        won = (
            await RefreshToken.filter(id=token.id, used_at__isnull=True)
            .using_db(connection)
            .update(used_at=now)
        )
        if not won:
            return False
        await RefreshToken.create(
            using_db=connection,
            id=child_id,
            session_id=token.session.id,
            token_hash=child_hash,
            parent_id=token.id,
            created_at=now,
        )
        await Session.filter(id=token.session.id).using_db(connection).update(last_used_at=now)
    return True


async def end_session(session_id: UUID, now: datetime) -> None:
    await Session.filter(id=session_id, ended_at__isnull=True).update(ended_at=now)


async def end_sessions_of(user_id: UUID, now: datetime, *, except_session: UUID | None = None) -> None:
    sessions = _open_sessions(user_id)
    if except_session is not None:
        sessions = sessions.exclude(id=except_session)
    await sessions.update(ended_at=now)


def _open_sessions(user_id: UUID) -> QuerySet[Session]:
    return Session.filter(user_id=user_id, ended_at__isnull=True)


async def forget_sessions(user_id: UUID, *, unused_since: datetime) -> None:
    """Deletes sessions, with their refresh tokens, that ended or were last used before that time."""
    old = Q(ended_at__lt=unused_since) | Q(last_used_at__lt=unused_since)
    await Session.filter(old, user_id=user_id).delete()


async def forget_unconfirmed(made_before: datetime) -> None:
    """Deletes accounts of plain users whose address was never confirmed; nobody can have signed in there."""
    nobodys = User.filter(realm=EMBEDDED, email_confirmed_at__isnull=True, role=USER)
    await nobodys.filter(created_at__lt=made_before).delete()
