"""Access tokens: short-lived JWTs with the claims of Supabase Auth, signed with ES256.

What a token may be signed with is decided here, never by the token (S9). A valid token is only half of the
proof: `csms.auth.accounts` also asks whether its session is still open.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import jwt

from csms.auth.clock import Clock, utc_now
from csms.auth.errors import InvalidToken
from csms.auth.keys import SigningKey
from csms.store.models.accounts import Session, User

ALGORITHM = "ES256"
AUDIENCE = "authenticated"
PASSWORD = "password"  # noqa: S105 - the word for this way of signing in (RFC 8176 has pwd)
LIFETIME = 3600  # seconds
LEEWAY = 5  # seconds that two servers' clocks may differ
MAX_LENGTH = 16 * 1024

_REQUIRED = ["iss", "aud", "sub", "exp", "iat", "session_id", "role"]


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified access token says. Roles are not among it: they are read from our own table."""

    user_id: UUID
    session_id: UUID
    expires_at: int  # Unix time


class AccessTokens:
    """Issues and verifies access tokens. `issuer` is `PUBLIC_URL` + `/auth/v1`."""

    def __init__(self, key: SigningKey, issuer: str, clock: Clock = utc_now) -> None:
        self._key = key
        self._public = key.public
        self._issuer = issuer
        self._clock = clock

    def jwks(self) -> dict[str, list[dict[str, Any]]]:
        return self._key.jwks()

    def issue(self, user: User, session: Session) -> tuple[str, int]:
        """A token for this session, and the Unix time when it expires."""
        now = int(self._clock().timestamp())
        claims = _claims(user, session) | {"iss": self._issuer, "iat": now, "exp": now + LIFETIME}
        return jwt.encode(claims, self._key.private, ALGORITHM, {"kid": self._key.key_id}), now + LIFETIME

    def verify(self, token: str) -> Claims:
        """The claims of a token that we issued and that is valid now. Raises InvalidToken."""
        if len(token) > MAX_LENGTH:
            raise InvalidToken("invalid JWT: too long")
        claims = self._decode(token)
        now = self._clock().timestamp()
        check_beginning(claims, now)
        if claims["role"] != AUDIENCE:
            raise InvalidToken("invalid JWT: not a user's token")
        verified = Claims(
            uuid_claim(claims, "sub"), uuid_claim(claims, "session_id"), int(seconds(claims, "exp"))
        )
        check_expiry(verified.expires_at, now)
        return verified

    def check_expiry(self, claims: Claims) -> None:
        """Raises InvalidToken when the token that said this has expired."""
        check_expiry(claims.expires_at, self._clock().timestamp())

    def _decode(self, token: str) -> dict[str, Any]:
        try:
            decoded = jwt.decode_complete(
                token,
                self._public,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=self._issuer,
                # The times are checked below, against our own clock.
                options={"require": _REQUIRED, "verify_exp": False, "verify_nbf": False, "verify_iat": False},
            )
        except (jwt.PyJWTError, ValueError) as error:
            raise InvalidToken(f"invalid JWT: unable to parse or verify signature, {error}") from error
        if decoded["header"].get("kid") != self._key.key_id:
            raise InvalidToken("invalid JWT: unknown key id")
        claims: dict[str, Any] = decoded["payload"]
        return claims


def check_expiry(expires_at: float, now: float) -> None:
    """Both in Unix time. Raises InvalidToken."""
    if expires_at <= now - LEEWAY:
        raise InvalidToken("invalid JWT: token is expired")


def check_beginning(claims: dict[str, Any], now: float) -> None:
    """`nbf` and `iat`, where they are there. Raises InvalidToken."""
    if "nbf" in claims and seconds(claims, "nbf") > now + LEEWAY:
        raise InvalidToken("invalid JWT: token is not valid yet")
    if "iat" in claims and seconds(claims, "iat") > now + LEEWAY:
        raise InvalidToken("invalid JWT: token was issued in the future")


def _claims(user: User, session: Session) -> dict[str, Any]:
    return {
        "aud": AUDIENCE,
        "sub": str(user.id),
        "email": user.email,
        "phone": "",
        "role": AUDIENCE,
        "session_id": str(session.id),
        "aal": "aal1",
        "amr": [{"method": session.method or PASSWORD, "timestamp": _unix(session.created_at)}],
        "app_metadata": {**user.app_metadata, "role": user.role},
        "user_metadata": user.user_metadata,
        "is_anonymous": False,
    }


def _unix(moment: datetime) -> int:
    return int(moment.timestamp())


def seconds(claims: dict[str, Any], name: str) -> int | float:
    """A claim that is a time, in Unix seconds. Raises InvalidToken."""
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e12:
        raise InvalidToken(f"invalid JWT: {name} is no time")
    return value


def uuid_claim(claims: dict[str, Any], name: str) -> UUID:
    """A claim that is one of our ids. Raises InvalidToken."""
    try:
        return UUID(claims[name])
    except (ValueError, TypeError, AttributeError) as error:
        raise InvalidToken(f"invalid JWT: {name} claim must be a UUID") from error
