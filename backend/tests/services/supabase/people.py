"""People of the stand-in and their sessions, by the rules of Supabase Auth."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from csms.auth.clock import Clock, utc_now
from tests.services.supabase.errors import Refused, no_such_user, weak_password

LEAST_PASSWORD = 6


@dataclass(eq=False)
class User:
    email: str
    password: str
    created_at: datetime
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    identity_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    app_metadata: dict[str, Any] = field(default_factory=dict)
    user_metadata: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    """One-time tokens by what they are for: confirmation, recovery, email_change_current, email_change_new."""
    new_email: str = ""
    half_changed: bool = False
    times: dict[str, datetime] = field(default_factory=dict)
    """What happened when: email_confirmed_at, confirmation_sent_at, recovery_sent_at, invited_at, last_sign_in_at …"""
    banned_until: datetime | None = None

    @property
    def confirmed(self) -> bool:
        return "email_confirmed_at" in self.times

    def document(self) -> dict[str, Any]:
        """As every answer shows it."""
        times = {name: written(at) for name, at in self.times.items()}
        if self.confirmed:
            times["confirmed_at"] = times["email_confirmed_at"]
        created = written(self.created_at)
        return {
            "id": self.id,
            "aud": "authenticated",
            "role": "authenticated",
            "email": self.email,
            "phone": "",
            "app_metadata": {"provider": "email", "providers": ["email"], **self.app_metadata},
            "user_metadata": dict(self.user_metadata),
            "identities": [self._identity(created)],
            "created_at": created,
            "updated_at": created,
            "is_anonymous": False,
            **({"new_email": self.new_email} if self.new_email else {}),
            **times,
        }

    def _identity(self, created: str) -> dict[str, Any]:
        return {
            "identity_id": self.identity_id,
            "id": self.id,
            "user_id": self.id,
            "identity_data": {
                "email": self.email,
                "email_verified": False,
                "phone_verified": False,
                "sub": self.id,
            },
            "provider": "email",
            "last_sign_in_at": created,
            "created_at": created,
            "updated_at": created,
            "email": self.email,
        }

    def confirm(self, now: datetime) -> None:
        self.times.setdefault("email_confirmed_at", now)
        self.user_metadata["email_verified"] = True
        self.tokens.clear()


@dataclass(eq=False)
class Session:
    """counter: which of its refresh tokens is the newest."""

    user: User
    method: str
    begun: datetime
    refreshed: datetime
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    secret: str = field(default_factory=lambda: secrets.token_hex(12))
    counter: int = 0

    @property
    def refresh_token(self) -> str:
        return f"{self.secret}.{self.counter}"


class People:
    """reuse_interval: how long a refresh token may be used again."""

    def __init__(self, reuse_interval: timedelta, clock: Clock = utc_now) -> None:
        self.users: dict[str, User] = {}
        self.sessions: dict[str, Session] = {}
        self._reuse_interval = reuse_interval
        self.clock = clock

    def find(self, email: str) -> User | None:
        return next((user for user in self.users.values() if user.email == email.lower()), None)

    def get(self, user_id: str) -> User:
        if user_id not in self.users:
            raise no_such_user()
        return self.users[user_id]

    def add(self, email: str, password: str, data: dict[str, Any] | None) -> User:
        if self.find(email) is not None:
            message = "A user with this email address has already been registered"
            raise Refused(422, "email_exists", message)
        user = User(email.lower(), hashed(password) if password else "", self.clock())
        user.user_metadata.update(data or {})
        self.users[user.id] = user
        return user

    def remove(self, user: User) -> None:
        del self.users[user.id]
        self.end_sessions(user)

    def end_sessions(self, user: User, *, but: str = "") -> None:
        """All of the user's, but the one with this id."""
        for session in [one for one in self.sessions.values() if one.user is user and one.id != but]:
            del self.sessions[session.id]

    def sign_in(self, email: str, password: str) -> Session:
        user = self.find(email)
        if user is None or not user.password or user.password != hashed(password):
            raise Refused(400, "invalid_credentials", "Invalid login credentials")
        if user.banned_until is not None and user.banned_until > self.clock():
            raise Refused(400, "user_banned", "User is banned")
        if not user.confirmed:
            raise Refused(400, "email_not_confirmed", "Email not confirmed")
        return self.begin(user, "password")

    def begin(self, user: User, method: str) -> Session:
        now = self.clock()
        user.times["last_sign_in_at"] = now
        session = Session(user, method, now, now)
        self.sessions[session.id] = session
        return session

    def refresh(self, token: str) -> Session:
        """The newest token again for whoever used the one before, or any within the reuse interval. Another one that
        was used is stolen goods: the session ends.
        """
        secret, _, counter = token.partition(".")
        session = next((one for one in self.sessions.values() if one.secret == secret), None)
        if session is None or not counter.isdigit():
            message = "Invalid Refresh Token: Refresh Token Not Found"
            raise Refused(400, "refresh_token_not_found", message)
        behind = session.counter - int(counter)
        recent = self.clock() - session.refreshed < self._reuse_interval
        if behind > 1 and not recent:
            del self.sessions[session.id]
            raise Refused(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used")
        if behind == 0:
            session.counter += 1
        session.refreshed = self.clock()
        return session

    def change_password(self, user: User, password: str, session: Session) -> None:
        check(password)
        if user.password == hashed(password):
            message = "New password should be different from the old password."
            raise Refused(422, "same_password", message)
        user.password = hashed(password)
        user.tokens.clear()
        self.end_sessions(user, but=session.id)


def check(password: str) -> None:
    if len(password) < LEAST_PASSWORD:
        raise weak_password(LEAST_PASSWORD)


def hashed(password: str) -> str:
    return hashlib.sha256(password.encode()).hexdigest()


def written(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
