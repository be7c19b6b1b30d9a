"""Embedded accounts: signing in, staying signed in, signing out, one's own data, the first administrator."""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from tortoise.exceptions import IntegrityError

from csms.auth import errors
from csms.auth.addresses import fold
from csms.auth.clock import Clock, utc_now
from csms.auth.keys import derive
from csms.auth.passwords import Argon2Pool, check_new
from csms.auth.rights import ROLES, Right, least_role
from csms.auth.throttle import FailureThrottle
from csms.auth.tokens import LIFETIME, AccessTokens, Claims
from csms.said import Said, said
from csms.store import accounts as store
from csms.store.audit import Actor
from csms.store.models.accounts import RefreshToken, Session, User
from csms.store.models.base import new_id

SignOutScope = Literal["local", "global", "others"]

# A client that lost our answer, or two tabs at once, may show the same refresh token again for so long.
REUSE_INTERVAL = timedelta(seconds=10)
IDLE_LIMIT = timedelta(days=60)
MAX_USER_METADATA = 4096  # bytes of JSON: it travels in every access token

_PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 - without look-alikes


@dataclass(frozen=True, slots=True)
class Client:
    """Where a request comes from."""

    address: str
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: an open session and its user, as they were in the database a moment ago."""

    user: User
    claims: Claims

    @property
    def session_id(self) -> UUID:
        return self.claims.session_id

    @property
    def user_id(self) -> str:
        return str(self.user.id)

    @property
    def email(self) -> str:
        return self.user.email

    @property
    def actor(self) -> Actor:
        return Actor("person", self.user.id, self.email)

    @property
    def role(self) -> str:
        return self.user.role

    @property
    def rights(self) -> frozenset[Right]:
        return ROLES.get(self.role, frozenset())

    def refusal(self, right: Right) -> Said:
        return said(
            "This takes the role `{needed}` or more; yours is `{role}`.",
            needed=least_role(right),
            role=self.role,
        )


@dataclass(frozen=True, slots=True)
class Grant:
    """What a client gets to stay signed in. `expires_at`: Unix time of the access token's end."""

    access_token: str
    expires_at: int
    refresh_token: str
    user: User
    expires_in: int = LIFETIME


class Accounts:
    """The rules of embedded accounts over the tables of `csms.store.accounts`.

    passwords, throttle: with their `FOR_PEOPLE`. server_secret: refresh tokens are derived from it.
    """

    def __init__(
        self,
        *,
        tokens: AccessTokens,
        passwords: Argon2Pool,
        throttle: FailureThrottle,
        server_secret: bytes,
        clock: Clock = utc_now,
    ) -> None:
        self.tokens = tokens
        self._passwords = passwords
        self._throttle = throttle
        self._refresh_key = derive(server_secret, "refresh tokens")
        self._clock = clock

    async def sign_in(self, email: str, password: str, client: Client) -> Grant:
        """Opens a session. Raises InvalidCredentials, EmailNotConfirmed, UserBanned, RateLimited, Busy."""
        address = _folded_or_none(email)
        with self._throttle.attempt(address or email, client.address) as attempt:
            user = await store.user_by_email(address) if address else None
            stored = user.password_hash if user else None
            if not await self._passwords.verify(stored, password.encode()) or user is None or stored is None:
                attempt.failed()
                raise errors.InvalidCredentials
            attempt.succeeded()
        _check_may_sign_in(user)
        if self._passwords.is_outdated(stored):
            await store.replace_password_hash(user, stored, await self._passwords.hash(password.encode()))
        return await self.open_session(user, client)

    async def refresh(self, token: str) -> Grant:
        """Exchanges a refresh token for a new pair.

        A used token shown again ends its session, because two parties hold it; except within
        `REUSE_INTERVAL`, while its successor is unused: then the same successor is handed out again.
        Raises RefreshTokenNotFound, RefreshTokenReused, SessionExpired, UserBanned.
        """
        known = await store.refresh_token(_hash(token))
        if known is None or known.session.ended_at is not None:
            raise errors.RefreshTokenNotFound
        await self._check_may_refresh(known.session)
        child_id = new_id()
        child = self._child_token(token, child_id)
        if known.used_at is None and await store.rotate(known, child_id, _hash(child), self._clock()):
            return self._grant(known.session.user, known.session, child)
        return await self._refresh_again(token, known)

    async def authenticate(self, access_token: str) -> Principal:
        """Who holds this access token. Raises InvalidToken, SessionNotFound, UserBanned."""
        return await self._look_up(self.tokens.verify(access_token))

    async def recheck(self, principal: Principal) -> Principal:
        """The same again, for who stays connected for long. Raises as `authenticate` does."""
        self.tokens.check_expiry(principal.claims)
        return await self._look_up(principal.claims)

    async def _look_up(self, claims: Claims) -> Principal:
        session = await store.session_with_user(claims.session_id)
        if session is None or session.ended_at is not None or session.user.id != claims.user_id:
            raise errors.SessionNotFound
        if session.user.banned:
            raise errors.UserBanned
        return Principal(session.user, claims)

    async def sign_out(self, principal: Principal, scope: SignOutScope) -> None:
        """Ends this session (local), all of the user (global), or all but this one (others)."""
        now = self._clock()
        if scope == "local":
            await store.end_session(principal.session_id, now)
        else:
            kept = principal.session_id if scope == "others" else None
            await store.end_sessions_of(principal.user.id, now, except_session=kept)

    async def update_user(
        self,
        principal: Principal,
        *,
        password: str | None = None,
        current_password: str | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> None:
        """Sets a new password, which ends the user's other sessions, and merges into `user_metadata`.

        A null in `metadata` removes its key. `current_password` is verified when it is given. All or nothing.
        Raises WeakPassword, SamePassword, InvalidCredentials, InvalidInput, Busy.
        """
        user = principal.user
        changes: dict[str, Any] = {}
        if metadata is not None:
            changes["user_metadata"] = merged_metadata(user.user_metadata, metadata)
        if password is not None:
            await self._check_new_password(user, password, current_password)
            changes["password_hash"] = await self._passwords.hash(password.encode())
        kept = principal.session_id if password is not None else None
        await store.change_user(user, self._clock(), changes, only_session=kept)

    async def ensure_admin(self, email: str, password: str | None) -> str | None:
        """Makes the first administrator when there is none. Returns the password if it was generated.

        An account that holds the address without being administrator gets the role together with the
        password, and its sessions end: whoever knew the old password does not become administrator.
        Raises InvalidInput, WeakPassword.
        """
        if await store.has_admin():
            return None
        chosen = password or generate_password()
        check_new(chosen)
        if not await self._create_admin(fold(email), chosen):
            return None
        return None if password else chosen

    async def _create_admin(self, email: str, password: str) -> bool:
        """False when another process that started with us was first; it says its password."""
        hashed = await self._passwords.hash(password.encode())
        user = await store.user_by_email(email)
        if user is not None:
            return await store.make_admin(user.id, hashed, self._clock())
        try:
            await store.create_user(email, hashed, store.ADMIN, self._clock())
        except IntegrityError:
            return False
        return True

    async def check_password(self, principal: Principal, password: str) -> None:
        """That whoever is signed in knows the password. Raises InvalidCredentials, RateLimited, Busy."""
        counted = f"signed in {principal.user_id}"
        with self._throttle.attempt(counted, counted) as attempt:
            if not await self._passwords.verify(principal.user.password_hash, password.encode()):
                attempt.failed()
                raise errors.InvalidCredentials

    async def _check_new_password(self, user: User, new: str, current: str | None) -> None:
        check_new(new)
        if current is not None and not await self._passwords.verify(user.password_hash, current.encode()):
            raise errors.InvalidCredentials
        if user.password_hash and await self._passwords.verify(user.password_hash, new.encode()):
            raise errors.SamePassword

    async def open_session(self, user: User, client: Client, method: str | None = None) -> Grant:
        """For who has proved to be that user. method: how (`otp`, `oauth`), None by the password."""
        now = self._clock()
        await store.forget_sessions(user.id, unused_since=now - IDLE_LIMIT)
        token = secrets.token_urlsafe(32)
        session = await store.open_session(user, _hash(token), client.user_agent, client.address, now, method)
        return self._grant(user, session, token)

    async def _check_may_refresh(self, session: Session) -> None:
        if session.user.banned:
            raise errors.UserBanned
        if session.last_used_at < self._clock() - IDLE_LIMIT:
            await store.end_session(session.id, self._clock())
            raise errors.SessionExpired

    async def _refresh_again(self, token: str, known: RefreshToken) -> Grant:
        child = await store.unused_child(known)
        if child is None or child.created_at < self._clock() - REUSE_INTERVAL:
            await store.end_session(known.session.id, self._clock())
            raise errors.RefreshTokenReused
        return self._grant(known.session.user, known.session, self._child_token(token, child.id))

    def _grant(self, user: User, session: Session, refresh_token: str) -> Grant:
        access_token, expires_at = self.tokens.issue(user, session)
        return Grant(access_token, expires_at, refresh_token, user)

    def _child_token(self, parent: str, child_id: UUID) -> str:
        """The successor of a refresh token: only who shows the parent can be given it a second time."""
        return hmac.new(self._refresh_key, child_id.bytes + parent.encode(), hashlib.sha256).hexdigest()


def generate_password() -> str:
    """A password of 20 letters and digits (99 bits) in groups of five, easy to copy by hand."""
    letters = [secrets.choice(_PASSWORD_LETTERS) for _ in range(20)]
    return "-".join("".join(letters[start : start + 5]) for start in range(0, 20, 5))


def _check_may_sign_in(user: User) -> None:
    if user.banned:
        raise errors.UserBanned
    if user.email_confirmed_at is None:
        raise errors.EmailNotConfirmed


def merged_metadata(old: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """What both databases can store and a token can carry: no NaN, lone surrogate or NUL, and not much."""
    metadata = {key: value for key, value in {**old, **changes}.items() if value is not None}
    try:
        text = json.dumps(metadata, allow_nan=False, ensure_ascii=False)
        size = len(text.encode())
    except ValueError as error:
        raise errors.InvalidInput("User metadata is no valid JSON") from error
    if size > MAX_USER_METADATA:
        raise errors.InvalidInput(f"User metadata cannot be longer than {MAX_USER_METADATA} bytes")
    if "\\u0000" in text.replace("\\\\", ""):
        raise errors.InvalidInput("User metadata cannot contain NUL characters")
    return metadata


def _folded_or_none(email: str) -> str | None:
    try:
        return fold(email)
    except errors.InvalidInput:
        return None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
