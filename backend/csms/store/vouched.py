"""People whom somebody else vouches for: found by issuer and subject, and made when they are first seen."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from tortoise import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from csms.store.models.accounts import Identity, User
from csms.store.models.base import new_id

NOTED_EVERY = timedelta(minutes=1)
"""When somebody was last seen is written down so often at most."""


class Vouched(NamedTuple):
    """What an issuer says of a person. email (folded) and name: perhaps empty. role: the first one here."""

    issuer: str
    subject: str
    email: str
    role: str
    name: str


async def person(said: Vouched, now: datetime) -> User:
    """The person, with the role that our own table gives. Two first requests at once make one person."""
    known = await _known(said)
    if known is None:
        try:
            return await _make(said, now)
        except IntegrityError:
            known = await _known(said)
            if known is None:
                raise
    if known.email != said.email or known.last_seen_at <= now - NOTED_EVERY:
        await _note(known, said, now)
    return known.user


async def _known(said: Vouched) -> Identity | None:
    return await Identity.get_or_none(issuer=said.issuer, subject=said.subject).select_related("user")


async def _make(said: Vouched, now: datetime) -> User:
    user_id = new_id()
    async with in_transaction() as connection:
        user = await User.create(
            using_db=connection,
            id=user_id,
            realm=said.issuer,
            email=await _free_address(said, user_id, connection),
            role=said.role,
            email_confirmed_at=now if said.email else None,
            last_sign_in_at=now,
            user_metadata={"name": said.name} if said.name else {},
            created_at=now,
            updated_at=now,
        )
        await Identity.create(
            using_db=connection,
            user_id=user_id,
            issuer=said.issuer,
            subject=said.subject,
            email=said.email,
            created_at=now,
            last_seen_at=now,
        )
    return user


async def _note(known: Identity, said: Vouched, now: datetime) -> None:
    user = known.user
    async with in_transaction() as connection:
        if known.email != said.email:
            user.email = await _free_address(said, user.id, connection)
        user.last_sign_in_at = now
        await user.save(using_db=connection, update_fields=["email", "last_sign_in_at"])
        await Identity.filter(id=known.id).using_db(connection).update(email=said.email, last_seen_at=now)


async def _free_address(said: Vouched, user_id: UUID, connection: BaseDBAsyncClient) -> str:
    """The address that the issuer names. Who had it before has another one by now, and is told when seen again."""
    if not said.email:
        return str(user_id)
    holders = User.filter(realm=said.issuer, email=said.email).exclude(id=user_id).using_db(connection)
    for holder in await holders:
        holder.email = str(holder.id)
        await holder.save(using_db=connection, update_fields=["email"])
    return said.email
