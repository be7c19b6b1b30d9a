"""People with an account, as administrators look after them. Nobody can take away the last administrator."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError

from csms.auth.accounts import generate_password
from csms.auth.addresses import fold
from csms.auth.clock import Clock, utc_now
from csms.auth.errors import InvalidInput
from csms.auth.passwords import Argon2Pool, check_new
from csms.errors import Conflict, Invalid, NotFound
from csms.said import said
from csms.store import accounts as store

NAME = "name"
"""Where Supabase's clients keep it in `user_metadata`."""
_OURS = frozenset({"role", "banned"})
"""What is ours to say of everybody, whoever keeps the account."""


@dataclass(frozen=True, slots=True)
class Created:
    """`password`: the generated one, to be shown once; None when one was chosen."""

    user_id: UUID
    password: str | None


class Users:
    """Deeds of administrators on accounts. `fields` are those of the REST resource, only the ones that were given."""

    def __init__(self, passwords: Argon2Pool, clock: Clock = utc_now) -> None:
        self._passwords = passwords
        self._clock = clock

    async def create(self, fields: dict[str, Any]) -> Created:
        """An account that can be used at once. Raises Invalid, Conflict (the address is taken), WeakPassword, Busy."""
        email = _address(fields["email"])
        chosen: str | None = fields.get("password")
        password = chosen or generate_password()
        check_new(password)
        hashed = await self._passwords.hash(password.encode())
        role = fields.get("role", store.USER)
        try:
            user = await store.create_user(email, hashed, role, self._clock(), name=fields.get(NAME))
        except IntegrityError as error:
            raise _taken(email) from error
        return Created(user.id, None if chosen else password)

    async def change(self, user_id: UUID, fields: dict[str, Any]) -> None:
        """A new password, another role or a ban ends the sessions. Raises NotFound and what `create` raises."""
        await _check_ours(user_id, set(fields) - _OURS)
        changes: dict[str, Any] = {name: fields[name] for name in _OURS if name in fields}
        if "email" in fields:
            changes["email"] = _address(fields["email"])
        if "password" in fields:
            check_new(fields["password"])
            changes["password_hash"] = await self._passwords.hash(fields["password"].encode())
        metadata = {NAME: fields[NAME]} if NAME in fields else None
        try:
            found = await store.administer(user_id, changes, metadata, self._clock())
        except IntegrityError as error:
            raise _taken(changes["email"]) from error
        except store.LastAdministrator as error:
            raise _last() from error
        if not found:
            raise _nobody()

    async def delete(self, user_id: UUID) -> None:
        """The account with its sessions; cards stay, and belong to nobody. Raises NotFound, Conflict."""
        await _check_ours(user_id, {"id"})
        try:
            found = await store.delete_user(user_id)
        except store.LastAdministrator as error:
            raise _last() from error
        if not found:
            raise _nobody()


async def _check_ours(user_id: UUID, what: set[str]) -> None:
    """Whoever vouches for a person also says these things. Deleted here, a banned one would be let in as new."""
    user = await store.user_by_id(user_id)
    if user is None:
        raise _nobody()
    if user.realm and what:
        detail = said("That is kept at {realm}. Here, people are given a role, or banned.", realm=user.realm)
        raise Conflict(detail, errors=tuple((name, detail) for name in sorted(what)))


def _address(email: str) -> str:
    try:
        return fold(email)
    except InvalidInput as error:
        raise Invalid(
            said("The e-mail address cannot be used."), errors=(("email", said("No e-mail address")),)
        ) from error


def _taken(email: str) -> Conflict:
    detail = said("There is an account for {email} already.", email=email)
    return Conflict(detail, errors=(("email", detail),))


def _last() -> Conflict:
    return Conflict(said("This is the last administrator: make somebody else one first."))


def _nobody() -> NotFound:
    return NotFound(said("There is no such user."))
