"""Keys for programs: made by administrators, shown once, good until they expire or are revoked."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from csms.auth.clock import Clock, utc_now
from csms.auth.errors import InvalidToken
from csms.auth.rights import SCOPES, Right
from csms.errors import Invalid, NotFound
from csms.said import Said, said
from csms.store import api_keys as store
from csms.store.audit import Actor
from csms.store.models import ApiKey
from csms.store.models.base import new_id

PREFIX = "csms_"
"""By which scanners for leaked secrets know it."""
RANDOM_BYTES = 32
HINT_LENGTH = len(PREFIX) + 6
LONGEST = 200
NOTED_EVERY = timedelta(minutes=1)
"""Its last use is written down so often at most."""


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """A program that has shown its key."""

    key: ApiKey

    @property
    def email(self) -> str:
        """As whose doings its doings are noted."""
        return f"key {self.key.name}"

    @property
    def actor(self) -> Actor:
        return Actor("key", self.key.id, self.key.name)

    @property
    def rights(self) -> frozenset[Right]:
        return SCOPES[self.key.scope]

    def refusal(self, right: Right) -> Said:
        if right is Right.ADMINISTER:
            return said("This address is for people: sign in.")
        return said("This API key may only read.")


class ApiKeys:
    """The rules of keys over the table of `csms.store.api_keys`."""

    def __init__(self, clock: Clock = utc_now) -> None:
        self._clock = clock

    async def create(
        self, name: str, scope: str, expires_at: datetime | None, created_by: str
    ) -> tuple[UUID, str]:
        """The row's id, and the key, which nobody is shown again. Raises Invalid."""
        now = self._clock()
        if expires_at is not None and expires_at <= now:
            raise Invalid(
                said("A key expires in the future."), errors=(("expires_at", said("Must be in the future")),)
            )
        key = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
        row = await ApiKey.create(
            id=new_id(),
            name=name,
            hint=key[:HINT_LENGTH],
            key_hash=_hash(key),
            scope=scope,
            created_by=created_by,
            created_at=now,
            expires_at=expires_at,
        )
        return row.id, key

    async def authenticate(self, presented: str, address: str) -> KeyHolder:
        """Who holds this key. Raises InvalidToken: one answer for unknown, expired and revoked."""
        row = await store.by_hash(_hash(presented)) if len(presented) <= LONGEST else None
        if row is None or not self._is_good(row):
            raise InvalidToken("The API key is unknown, expired or revoked.")
        now = self._clock()
        if row.last_used_at is None or now - row.last_used_at >= NOTED_EVERY:
            await store.used(row.id, address, now)
        return KeyHolder(row)

    async def recheck(self, holder: KeyHolder) -> None:
        """The same again, for who stays connected for long. Raises InvalidToken."""
        row = await ApiKey.get_or_none(id=holder.key.id)
        if row is None or not self._is_good(row):
            raise InvalidToken("The API key is expired or revoked.")

    async def revoke(self, key_id: UUID) -> None:
        """Refused from now on. Raises NotFound."""
        if not await store.revoke(key_id, self._clock()):
            raise NotFound(said("There is no such API key."))

    def _is_good(self, row: ApiKey) -> bool:
        return row.revoked_at is None and (row.expires_at is None or row.expires_at > self._clock())


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
