"""Accounts over a real database, with a clock that the test moves and hashes that cost nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from tortoise import Tortoise

from csms.auth.accounts import Accounts, Client
from csms.auth.embedded import LETTERS_OF_A_CLIENT, Embedded, Setup, put_together
from csms.auth.keys import SigningKey
from csms.auth.letterbox import Letterbox
from csms.auth.openid import OpenIdProvider
from csms.auth.passwords import Argon2Parameters, Argon2Pool
from csms.auth.throttle import FOR_PEOPLE, FailureThrottle
from csms.auth.tokens import AccessTokens
from csms.mail import Post

CHEAP = Argon2Parameters(memory=8, passes=1)
ISSUER = "https://charging.example/auth/v1"
HERE = Client("192.0.2.1", "pytest")
SECRET = bytes(range(32))


@dataclass
class FakeClock:
    """Wall clock and monotonic clock in one; stands still until the test moves it."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 8, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return self.now.timestamp()

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


def new_signing_key(key_id: str = "test-key") -> SigningKey:
    return SigningKey(ec.generate_private_key(ec.SECP256R1()), key_id)


def make_accounts(clock: FakeClock, passwords: Argon2Pool, key: SigningKey) -> Accounts:
    return Accounts(
        tokens=AccessTokens(key, ISSUER, clock),
        passwords=passwords,
        throttle=FailureThrottle(FOR_PEOPLE, clock=clock.monotonic),
        server_secret=SECRET,
        clock=clock,
    )


BASE_URL = "https://charging.example"
DASHBOARD = "https://dashboard.example"


def make_embedded(
    accounts: Accounts,
    clock: FakeClock,
    pool: Argon2Pool,
    *,
    post: Post | None,
    signup: Literal["open", "invitation", "off"] = "open",
    google: OpenIdProvider | None = None,
) -> Embedded:
    """Everything behind `/auth/v1`. Letters that shall be sent again are, at once."""

    async def at_once(seconds: float) -> None:
        clock.advance(seconds=seconds)

    return put_together(
        Setup(BASE_URL, [DASHBOARD], signup, SECRET),
        accounts=accounts,
        passwords=pool,
        throttle=FailureThrottle(FOR_PEOPLE, clock=clock.monotonic),
        asking=FailureThrottle(LETTERS_OF_A_CLIENT, clock=clock.monotonic),
        box=Letterbox(post, at_once),
        google=google,
        clock=clock,
    )


def spy_on(pool: Argon2Pool, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes that the pool verifies against from now on."""
    verified: list[str] = []
    fits = pool._fits

    def record(stored: str, password: bytes) -> bool:
        verified.append(stored)
        return fits(stored, password)

    monkeypatch.setattr(pool, "_fits", record)
    return verified


@asynccontextmanager
async def opened(database_url: str) -> AsyncIterator[None]:
    """The accounts' tables in an empty database, and Tortoise connected to it."""
    scheme, rest = database_url.split("://", 1)
    driver = {"sqlite": "sqlite", "postgresql": "asyncpg"}[scheme]
    await Tortoise.init(
        config={
            # Tortoise keeps the statements it has built per connection name: one name for each dialect.
            "connections": {scheme: f"{driver}://{rest}"},
            "apps": {"csms": {"models": ["csms.store.models"], "default_connection": scheme}},
            "use_tz": True,
        },
        _enable_global_fallback=True,
    )
    try:
        await Tortoise.generate_schemas()
        yield
    finally:
        await Tortoise.close_connections()
