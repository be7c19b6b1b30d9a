"""People who sign in at a Supabase project: its access tokens, and who they are here.

Which key and which algorithm are good is decided by the configuration and by the project's key set, never by the
token (S9). Roles are in our own table; `app_metadata`, which only the project's owner can write, gives the first one.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import jwt

from csms.auth.accounts import Principal
from csms.auth.addresses import fold
from csms.auth.clock import Clock, utc_now
from csms.auth.errors import InvalidInput, InvalidToken, SessionNotFound, UserBanned
from csms.auth.remote_keys import KeysUnavailable, RemoteKeys
from csms.auth.rights import ROLES
from csms.auth.tokens import AUDIENCE, MAX_LENGTH, Claims, check_beginning, check_expiry, seconds, uuid_claim
from csms.store import accounts as store
from csms.store import vouched
from csms.store.models.accounts import User
from csms.store.vouched import Vouched

LONGEST_SUBJECT = 255
LONGEST_NAME = 200

_REQUIRED = ["iss", "aud", "sub", "exp", "role", "session_id"]


@dataclass(frozen=True, slots=True)
class Verified:
    """What a valid token says."""

    person: Vouched
    session_id: UUID
    expires_at: int  # Unix time


class SupabaseTokens:
    """Verifies access tokens of one project.

    url: of the project. keys: its key set. secret: the shared one of old projects (HS256), empty for none.
    """

    def __init__(self, url: str, keys: RemoteKeys, secret: str = "", clock: Clock = utc_now) -> None:
        self.issuer = f"{url}/auth/v1"
        self._keys = keys
        self._secret = secret
        self._clock = clock

    async def verify(self, token: str) -> Verified:
        """Raises InvalidToken, KeysUnavailable."""
        if len(token) > MAX_LENGTH:
            raise InvalidToken("invalid JWT: too long")
        claims = await self._decode(token)
        now = self._clock().timestamp()
        expires_at = int(seconds(claims, "exp"))
        check_expiry(expires_at, now)
        check_beginning(claims, now)
        if claims["role"] != AUDIENCE:
            raise InvalidToken("invalid JWT: not a user's token")
        if claims.get("is_anonymous"):
            raise InvalidToken("invalid JWT: anonymous users are not let in")
        return Verified(self._person(claims), uuid_claim(claims, "session_id"), expires_at)

    async def _decode(self, token: str) -> dict[str, Any]:
        try:
            key_id = jwt.get_unverified_header(token).get("kid")
        except (jwt.PyJWTError, ValueError) as error:
            raise InvalidToken(f"invalid JWT: unable to parse, {error}") from error
        try:
            known = await self._keys.get(key_id) if isinstance(key_id, str) else None
        except KeysUnavailable:
            if self._is_shared_secret_s(token):
                return self._checked(token, self._secret, "HS256")
            raise
        if known is not None:
            return self._checked(token, known.key, known.algorithm)
        if self._secret:
            return self._checked(token, self._secret, "HS256")
        raise InvalidToken("invalid JWT: unknown key id")

    def _is_shared_secret_s(self, token: str) -> bool:
        """Old projects have no key set that could be waited for."""
        try:
            self._checked(token, self._secret, "HS256")
        except InvalidToken:
            return False
        return bool(self._secret)

    def _checked(self, token: str, key: Any, algorithm: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                audience=AUDIENCE,
                issuer=self.issuer,
                # The times are checked against our own clock.
                options={"require": _REQUIRED, "verify_exp": False, "verify_nbf": False, "verify_iat": False},
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise InvalidToken(f"invalid JWT: unable to parse or verify signature, {error}") from error
        return claims

    def _person(self, claims: dict[str, Any]) -> Vouched:
        subject = claims["sub"]
        if (
            not isinstance(subject, str)
            or not 0 < len(subject) <= LONGEST_SUBJECT
            or not subject.isprintable()
        ):
            raise InvalidToken("invalid JWT: sub names nobody")
        return Vouched(
            issuer=self.issuer,
            subject=subject,
            email=_address(claims.get("email")),
            role=_first_role(claims.get("app_metadata")),
            name=_name(claims.get("user_metadata")),
        )


class SupabaseAccounts:
    """Who holds a token of the project. The seam is that of `csms.auth.accounts.Accounts`."""

    def __init__(self, tokens: SupabaseTokens, clock: Clock = utc_now) -> None:
        self.tokens = tokens
        self._clock = clock

    async def authenticate(self, access_token: str) -> Principal:
        """Raises InvalidToken, KeysUnavailable, UserBanned."""
        said = await self.tokens.verify(access_token)
        user = await vouched.person(said.person, self._clock())
        return _principal(user, Claims(user.id, said.session_id, said.expires_at))

    async def recheck(self, principal: Principal) -> Principal:
        """The same again, for who stays connected for long. Raises InvalidToken, SessionNotFound, UserBanned."""
        check_expiry(principal.claims.expires_at, self._clock().timestamp())
        user = await store.user_by_id(principal.user.id)
        if user is None:
            raise SessionNotFound
        return _principal(user, principal.claims)


def _principal(user: User, claims: Claims) -> Principal:
    if user.banned:
        raise UserBanned
    return Principal(user, claims)


def _address(email: Any) -> str:
    """Folded; empty for who has none, or one that nobody could write to."""
    if not isinstance(email, str) or not email:
        return ""
    try:
        return fold(email)
    except InvalidInput:
        return ""


def _first_role(app_metadata: Any) -> str:
    role = app_metadata.get("role") if isinstance(app_metadata, dict) else None
    return role if isinstance(role, str) and role in ROLES else store.USER


def _name(user_metadata: Any) -> str:
    """What people call themselves, for display."""
    found = user_metadata if isinstance(user_metadata, dict) else {}
    for field in ("name", "full_name"):
        name = found.get(field)
        if isinstance(name, str) and name.isprintable() and 0 < len(name) <= LONGEST_NAME:
            return name
    return ""
