"""Embedded accounts of people who come in by another provider. The rules are in `csms.auth.provider_sign_in`."""

from datetime import datetime
from typing import Any

from tortoise import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from csms.store.accounts import EMBEDDED, USER
from csms.store.models.accounts import Identity, Session, User
from csms.store.models.letters import Invitation, OneTimeToken, ProviderFlow


async def begin(flow: ProviderFlow) -> None:
    await flow.save(force_create=True)


async def known(issuer: str, subject: str, now: datetime) -> User | None:
    """Whoever came in as this person before."""
    identity = await Identity.get_or_none(issuer=issuer, subject=subject).select_related("user")
    if identity is None:
        return None
    await Identity.filter(id=identity.id).update(last_seen_at=now)
    return identity.user


async def join(identity: Identity, name: str, provider: str, signup: str, now: datetime) -> User | None:
    """The account of the address, which the provider vouches for; a new one where that is allowed, else None.

    A confirmed account is joined. What nobody confirmed is a stranger's making: it is replaced, or loses its
    password where an administrator has given it a role. Raises IntegrityError when two come at once.
    """
    async with in_transaction() as connection:
        mine = User.filter(realm=EMBEDDED, email=identity.email)
        await mine.filter(email_confirmed_at__isnull=True, role=USER).using_db(connection).delete()
        user = await mine.using_db(connection).first()
        if user is None:
            role = await _new_role(identity.email, signup, now, connection)
            if role is None:
                return None
            user = await _make(identity.email, name, role, provider, now, connection)
        else:
            await _adopt(user, provider, now, connection)
        identity.user = user
        await identity.save(using_db=connection, force_create=True)
    return user


async def _new_role(email: str, signup: str, now: datetime, connection: BaseDBAsyncClient) -> str | None:
    """What an invitation, which is used up, or open sign-up makes of the person; None: no account."""
    if signup == "off":
        return None
    invitation = await Invitation.get_or_none(email=email, expires_at__gt=now, using_db=connection)
    if invitation is None:
        return USER if signup == "open" else None
    await invitation.delete(using_db=connection)
    return invitation.role


async def _make(
    email: str, name: str, role: str, provider: str, now: datetime, connection: BaseDBAsyncClient
) -> User:
    return await User.create(
        using_db=connection,
        email=email,
        password_hash=None,
        role=role,
        email_confirmed_at=now,
        created_at=now,
        updated_at=now,
        app_metadata={"provider": provider, "providers": [provider]},
        user_metadata={"name": name} if name else {},
    )


async def _adopt(user: User, provider: str, now: datetime, connection: BaseDBAsyncClient) -> None:
    providers = [*user.app_metadata.get("providers", []), provider]
    changes: dict[str, Any] = {
        "app_metadata": {**user.app_metadata, "providers": list(dict.fromkeys(providers))},
        "updated_at": now,
    }
    if user.email_confirmed_at is None:
        changes |= {"email_confirmed_at": now, "password_hash": None}
        await OneTimeToken.filter(user_id=user.id).using_db(connection).delete()
        await Session.filter(user_id=user.id, ended_at__isnull=True).using_db(connection).update(ended_at=now)
    user.update_from_dict(changes)
    await user.save(using_db=connection, update_fields=list(changes))
