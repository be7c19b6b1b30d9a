"""Fixtures for every test. Servers start when the first test asks for them, so pure tests start none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.postgres import postgres
from tests.services.redis import redis


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a fresh, empty database: every test that asks runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite://{tmp_path / 'csms.db'}"
        return
    server = postgres()
    name = server.create_database()
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    """Address of a fresh, empty PostgreSQL database, for what SQLite does not have."""
    server = postgres()
    name = server.create_database()
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def redis_url() -> str:
    """Address of a Redis without a key."""
    server = redis()
    server.flush()
    return server.url
