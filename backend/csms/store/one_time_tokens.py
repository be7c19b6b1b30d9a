"""Questions and changes about one-time tokens, and what using one does. The rules are in `csms.auth`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise import BaseDBAsyncClient
from tortoise.expressions import F, Q
from tortoise.transactions import in_transaction

from csms.store import letter_limits
from csms.store.accounts import EMBEDDED, USER
from csms.store.models.accounts import Session, User
from csms.store.models.base import new_id
from csms.store.models.letters import OneTimeToken

SIGNUP = "signup"
RECOVERY = "recovery"
CHANGE_FROM = "email_change_current"
CHANGE_TO = "email_change_new"
REAUTHENTICATION = "reauthentication"
MAX_GUESSES = 5


@dataclass(frozen=True, slots=True)
class Hashes:
    """What is kept of a letter's link and code, for whom and until when."""

    purpose: str
    address: str
    token_hash: str
    code_hash: str
    expires_at: datetime
    code_challenge: str = ""
    code_challenge_method: str = ""


async def _held(user_id: UUID, connection: BaseDBAsyncClient) -> User | None:
    """The person, whose row is ours until the commit: Tortoise forgets FOR UPDATE of queries for values."""
    return await User.filter(id=user_id).using_db(connection).select_for_update().first()


async def put(user_id: UUID, hashes: Hashes, now: datetime) -> None:
    """The token of this purpose, instead of an older one."""
    async with in_transaction() as connection:
        await _put(user_id, hashes, now, connection)


async def _put(user_id: UUID, hashes: Hashes, now: datetime, connection: BaseDBAsyncClient) -> None:
    # The person's row is held, so that of two at once one waits, instead of failing at the unique index.
    await _held(user_id, connection)
    await OneTimeToken.filter(user_id=user_id, purpose=hashes.purpose).using_db(connection).delete()
    await OneTimeToken.create(
        using_db=connection,
        user_id=user_id,
        purpose=hashes.purpose,
        address=hashes.address,
        token_hash=hashes.token_hash,
        code_hash=hashes.code_hash,
        code_challenge=hashes.code_challenge,
        code_challenge_method=hashes.code_challenge_method,
        created_at=now,
        expires_at=hashes.expires_at,
    )


async def by_link(token_hash: str, purposes: Collection[str]) -> OneTimeToken | None:
    """With its user."""
    found = OneTimeToken.get_or_none(token_hash=token_hash, purpose__in=list(purposes))
    return await found.select_related("user")


async def by_address(address: str, purposes: Collection[str]) -> OneTimeToken | None:
    """The newest that went there, with its user."""
    found = OneTimeToken.filter(address=address, purpose__in=list(purposes)).select_related("user")
    return await found.order_by("-created_at").first()


async def of_user(user_id: UUID, purpose: str) -> OneTimeToken | None:
    return await OneTimeToken.get_or_none(user_id=user_id, purpose=purpose).select_related("user")


async def count_guess(token_id: UUID) -> bool:
    """Counts a guess at the code. False when there were too many: the code is void."""
    left = OneTimeToken.filter(id=token_id, guesses__lt=MAX_GUESSES)
    return bool(await left.update(guesses=F("guesses") + 1))


async def take(token_id: UUID) -> bool:
    """Uses the token up. False when somebody else was faster."""
    return bool(await OneTimeToken.filter(id=token_id).delete())


async def confirm_sign_up(token: OneTimeToken, now: datetime) -> User | None:
    """The address is the person's own. None when the token was used meanwhile."""
    async with in_transaction() as connection:
        if not await _take(token, connection):
            return None
        confirmed = User.filter(id=token.user.id).using_db(connection)
        await confirmed.update(email_confirmed_at=now, updated_at=now)
    return await User.get(id=token.user.id)


async def confirm_recovery(token: OneTimeToken, now: datetime) -> User | None:
    """As above. A password set before the address was confirmed may be a stranger's: it goes."""
    async with in_transaction() as connection:
        if not await _take(token, connection):
            return None
        unconfirmed = User.filter(id=token.user.id, email_confirmed_at__isnull=True).using_db(connection)
        await unconfirmed.update(email_confirmed_at=now, password_hash=None, updated_at=now)
    return await User.get(id=token.user.id)


async def begin_change(user_id: UUID, new_email: str, both: tuple[Hashes, Hashes], now: datetime) -> None:
    """The person wants another address: two letters have to be answered."""
    async with in_transaction() as connection:
        for hashes in both:
            await _put(user_id, hashes, now, connection)
        await User.filter(id=user_id).using_db(connection).update(new_email=new_email, updated_at=now)


async def confirm_change(token: OneTimeToken, now: datetime) -> bool | None:
    """True: both addresses have agreed, the new one holds and every session has ended. False: one is missing.

    None when the token was used meanwhile. An account that nobody confirmed does not keep the new address from
    its owner. Raises IntegrityError when a confirmed one has it.
    """
    user_id = token.user.id
    async with in_transaction() as connection:
        user = await _held(user_id, connection)
        if not await _take(token, connection):
            return None
        pair = OneTimeToken.filter(user_id=user_id, purpose__in=[CHANGE_FROM, CHANGE_TO])
        if await pair.using_db(connection).exists():
            return False
        address = user.new_email if user else None
        if address is None:
            return None
        await _delete_unconfirmed(address, connection)
        changed = User.filter(id=user_id).using_db(connection)
        await changed.update(email=address, new_email=None, email_confirmed_at=now, updated_at=now)
        await _void(user_id, now, connection)
    return True


async def _take(token: OneTimeToken, connection: BaseDBAsyncClient) -> bool:
    return bool(await OneTimeToken.filter(id=token.id).using_db(connection).delete())


async def _void(user_id: UUID, now: datetime, connection: BaseDBAsyncClient) -> None:
    """Letters to the old address and sessions of whoever was signed in no longer let anybody do anything."""
    await OneTimeToken.filter(user_id=user_id).using_db(connection).delete()
    await Session.filter(user_id=user_id, ended_at__isnull=True).using_db(connection).update(ended_at=now)


async def sign_up(user: User, hashes: Hashes, address_hash: str, now: datetime) -> bool | None:
    """Stores a new person whose address is not confirmed yet, with the token of the letter.

    None: the address was sent a letter a moment ago. False: a confirmed account has the address, nothing is
    stored. Either way there is one commit, so that the time of the answer does not tell. An unconfirmed account
    of the address is replaced: whoever made it could not read the letter, and must not know the password.
    """
    async with in_transaction() as connection:
        if not await letter_limits.claim(address_hash, now, connection):
            return None
        await _delete_unconfirmed(user.email, connection)
        if await User.filter(realm=EMBEDDED, email=user.email).using_db(connection).exists():
            return False
        await user.save(using_db=connection, force_create=True)
        await _put(user.id, hashes, now, connection)
    return True


async def _delete_unconfirmed(email: str, connection: BaseDBAsyncClient) -> None:
    nobodys = User.filter(realm=EMBEDDED, email=email, email_confirmed_at__isnull=True, role=USER)
    await nobodys.using_db(connection).delete()


def unconfirmed(email: str, password_hash: str, metadata: dict[str, Any], now: datetime) -> User:
    """A person who has signed up; not stored yet."""
    return User(
        id=new_id(),
        email=email,
        password_hash=password_hash,
        role=USER,
        email_confirmed_at=None,
        created_at=now,
        updated_at=now,
        app_metadata={"provider": "email", "providers": ["email"]},
        user_metadata=metadata,
    )


async def claim_letter(address_hash: str, now: datetime) -> bool:
    """Counts a letter to the address. False when it is too soon or there were too many."""
    async with in_transaction() as connection:
        return await letter_limits.claim(address_hash, now, connection)


async def forget(now: datetime) -> None:
    await OneTimeToken.filter(Q(expires_at__lt=now)).delete()
