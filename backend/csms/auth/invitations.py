"""Invitations: an administrator says who may make an account, and as what."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from csms.auth.addresses import fold
from csms.auth.clock import Clock, utc_now
from csms.auth.errors import InvalidInput, OneTimeTokenInvalid, SignupDisabled
from csms.auth.letterbox import Letterbox
from csms.auth.letters import Writer
from csms.auth.one_time import MAX_LENGTH, hash_of
from csms.errors import Conflict, Invalid, NotFound
from csms.said import said
from csms.store import accounts as people
from csms.store import invitations as store
from csms.store.models.accounts import User
from csms.store.models.letters import Invitation

LIFETIME = timedelta(days=7)
ARRIVAL = "/auth/new-password"
"""The dashboard's page for who comes in without a password."""


@dataclass(frozen=True, slots=True)
class Made:
    """`link`: to be shown once, and handed over where no mail can be sent. `mailed`: whether it was sent."""

    invitation_id: UUID
    link: str
    mailed: bool


class Invitations:
    """policy: the setting `SIGNUP`; where it is off there are none."""

    def __init__(self, policy: str, writer: Writer, box: Letterbox, clock: Clock = utc_now) -> None:
        self._policy = policy
        self._writer = writer
        self._box = box
        self._clock = clock

    async def invite(self, email: str, role: str, invited_by: str) -> Made:
        """A new invitation voids an older one to the address. Raises Conflict, Invalid."""
        if self._policy == "off":
            raise Conflict(said("SIGNUP is off: nobody can accept an invitation."))
        address, now = _address(email), self._clock()
        holder = await people.user_by_email(address)
        if holder is not None and holder.email_confirmed_at is not None:
            detail = said("There is an account for {email} already.", email=address)
            raise Conflict(detail, errors=(("email", detail),))
        token = secrets.token_urlsafe(32)
        row = Invitation(
            email=address,
            role=role,
            token_hash=hash_of(token),
            invited_by=invited_by,
            created_at=now,
            expires_at=now + LIFETIME,
        )
        await store.put(row)
        link = self._writer.link(token, "invite", f"{self._writer.base_url}{ARRIVAL}")
        self._box.drop(self._writer.invite(address, invited_by, link))
        return Made(row.id, link, self._box.has_post)

    async def revoke(self, invitation_id: UUID) -> None:
        """Raises NotFound."""
        if not await store.delete(invitation_id):
            raise NotFound(said("There is no such invitation."))

    async def find(self, token: str) -> Invitation:
        """Raises OneTimeTokenInvalid, SignupDisabled."""
        if self._policy == "off":
            raise SignupDisabled
        found = await store.by_hash(hash_of(token)) if len(token) <= MAX_LENGTH else None
        if found is None or found.expires_at <= self._clock():
            raise OneTimeTokenInvalid
        return found

    async def accept(self, token: str) -> User:
        """The person, with a confirmed address and without a password. Raises as `find` does."""
        user = await store.accept(await self.find(token), self._clock())
        if user is None:
            raise OneTimeTokenInvalid
        return user


def _address(email: str) -> str:
    try:
        return fold(email)
    except InvalidInput as error:
        raise Invalid(
            said("The e-mail address cannot be used."), errors=(("email", said("No e-mail address")),)
        ) from error
