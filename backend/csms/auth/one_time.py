"""What letters carry: a link that nobody can guess, and a code of six digits to type. Each is good once."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from csms.auth.clock import Clock, utc_now
from csms.auth.errors import OneTimeTokenInvalid
from csms.auth.keys import derive
from csms.auth.pkce import Challenge
from csms.store import one_time_tokens as store
from csms.store.models.letters import OneTimeToken

LIFETIME = {
    store.SIGNUP: timedelta(days=1),
    store.RECOVERY: timedelta(hours=1),
    store.CHANGE_FROM: timedelta(days=1),
    store.CHANGE_TO: timedelta(days=1),
    store.REAUTHENTICATION: timedelta(minutes=10),
}
PKCE_PREFIX = "pkce_"
"""How supabase-js knows that a link leads to a code."""
DIGITS = 6
MAX_LENGTH = 128


@dataclass(frozen=True, slots=True)
class Secrets:
    """What goes into the letter, and what is kept."""

    token: str
    code: str
    hashes: store.Hashes


class OneTimeTokens:
    """server_secret: codes are short, so their hashes are keyed with it."""

    def __init__(self, server_secret: bytes, clock: Clock = utc_now) -> None:
        self._key = derive(server_secret, "one-time codes")
        self._clock = clock

    def fresh(self, user_id: UUID, purpose: str, address: str, challenge: Challenge | None = None) -> Secrets:
        """New ones, which the store has yet to be told. challenge: of a client that wants a code back."""
        token = (PKCE_PREFIX if challenge else "") + secrets.token_urlsafe(32)
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        hashes = store.Hashes(
            purpose=purpose,
            address=address,
            token_hash=hash_of(token),
            code_hash=self._code_hash(user_id, purpose, code),
            expires_at=self._clock() + LIFETIME[purpose],
            code_challenge=challenge.value if challenge else "",
            code_challenge_method=challenge.method if challenge else "",
        )
        return Secrets(token, code, hashes)

    async def issue(
        self, user_id: UUID, purpose: str, address: str, challenge: Challenge | None = None
    ) -> Secrets:
        """New ones, stored; an older letter of this purpose is void."""
        made = self.fresh(user_id, purpose, address, challenge)
        await store.put(user_id, made.hashes, self._clock())
        return made

    async def by_link(self, token: str, purposes: Collection[str]) -> OneTimeToken:
        """The token of a link. Raises OneTimeTokenInvalid."""
        found = await store.by_link(hash_of(token), purposes) if len(token) <= MAX_LENGTH else None
        return self._good(found)

    async def by_code(self, address: str, purposes: Collection[str], code: str) -> OneTimeToken:
        """The token whose letter went to the address. Every look is a guess. Raises OneTimeTokenInvalid."""
        return await self._guessed(await store.by_address(address, purposes), code)

    async def by_nonce(self, user_id: UUID, code: str) -> OneTimeToken:
        """The token that a person was sent to prove to be it once more. Raises OneTimeTokenInvalid."""
        return await self._guessed(await store.of_user(user_id, store.REAUTHENTICATION), code)

    async def _guessed(self, found: OneTimeToken | None, code: str) -> OneTimeToken:
        token = self._good(found)
        if not await store.count_guess(token.id):
            raise OneTimeTokenInvalid
        expected = self._code_hash(token.user.id, token.purpose, code)
        if not hmac.compare_digest(expected, token.code_hash):
            raise OneTimeTokenInvalid
        return token

    def _good(self, found: OneTimeToken | None) -> OneTimeToken:
        if found is None or found.expires_at <= self._clock():
            raise OneTimeTokenInvalid
        return found

    def _code_hash(self, user_id: UUID, purpose: str, code: str) -> str:
        said = f"{user_id} {purpose} {code}".encode()
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()


def hash_of(text: str) -> str:
    """How a token that nobody can guess, or an address, is kept."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
