"""PKCE (RFC 7636): a code in a redirect is worth something only to the client that asked for it."""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from csms.auth.clock import Clock, utc_now
from csms.auth.errors import BadCodeVerifier, FlowStateNotFound, InvalidInput
from csms.store import auth_codes as store
from csms.store.models.accounts import User

LIFETIME = timedelta(minutes=5)
S256, PLAIN = "s256", "plain"
_SHAPE = re.compile(r"[A-Za-z0-9._~-]{43,128}")  # RFC 7636, 4.1 and 4.2


@dataclass(frozen=True, slots=True)
class Challenge:
    value: str
    method: str


def challenge_of(value: str | None, method: str | None) -> Challenge | None:
    """What a client sent, None when it wants no code. Raises InvalidInput."""
    if not value and not method:
        return None
    if not value or not method:
        raise InvalidInput("PKCE flow requires code_challenge_method and code_challenge")
    if not _SHAPE.fullmatch(value):
        raise InvalidInput(
            "code challenge has to be between 43 and 128 characters long and of unreserved ones"
        )
    if method.casefold() not in (S256, PLAIN):
        raise InvalidInput("code_challenge_method must be s256 or plain")
    return Challenge(value, method.casefold())


def s256(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def fits(challenge: Challenge, verifier: str) -> bool:
    """Whether the client that shows the verifier is the one that sent the challenge."""
    if not _SHAPE.fullmatch(verifier):
        return False
    expected = s256(verifier) if challenge.method == S256 else verifier
    return hmac.compare_digest(expected, challenge.value)


class AuthCodes:
    """Codes in redirects: good once, for a few minutes."""

    def __init__(self, clock: Clock = utc_now) -> None:
        self._clock = clock

    async def issue(self, user: User, challenge: Challenge, method: str) -> str:
        """method: how the person proved to be it (`otp`, `oauth`)."""
        code = secrets.token_urlsafe(32)
        expires_at = self._clock() + LIFETIME
        await store.put(user.id, _hash(code), challenge.value, challenge.method, method, expires_at)
        return code

    async def exchange(self, code: str, verifier: str) -> tuple[User, str]:
        """The person and the method. Shown once, right or wrong, it is used up.

        Raises FlowStateNotFound, BadCodeVerifier.
        """
        known = await store.take(_hash(code))
        if known is None or known.expires_at <= self._clock():
            raise FlowStateNotFound
        if not fits(Challenge(known.code_challenge, known.code_challenge_method), verifier):
            raise BadCodeVerifier
        return known.user, known.method


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
