"""Fixtures for every test. Servers start when the first test asks for them, so pure tests start none."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from csms.store.models import Message
from tests.services import schema
from tests.services.database import Database, opened
from tests.services.frames import Sent, require_exact
from tests.services.postgres import postgres
from tests.services.redis import redis

settings.register_profile("of many properties", max_examples=60, deadline=None)
"""Fewer examples for each of many, and no deadline on busy machines."""
settings.load_profile("of many properties")

USUAL_SECONDS = 60
SENT_COLUMNS = ("type", "action", "raw_text")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever may take longer than usual comes first, so that no worker is left with a long test at the end."""
    items.sort(key=_may_take, reverse=True)


def _may_take(item: pytest.Item) -> float:
    mark = item.get_closest_marker("timeout")
    return USUAL_SECONDS if mark is None else max(USUAL_SECONDS, *mark.args)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a fresh database with the newest schema: the test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        schema.copy_sqlite(tmp_path / "csms.db")
        yield f"sqlite://{tmp_path / 'csms.db'}"
    else:
        yield from _postgresql(postgres().template("schema", schema.migrate))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database with its journal, on SQLite and on PostgreSQL; what was sent to chargers is exact."""
    async with opened(database_url) as database:
        yield database
        require_exact(
            [Sent(*frame) for frame in await Message.filter(direction="out").values_list(*SENT_COLUMNS)]
        )


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a database without any table, for what makes the schema itself."""
    if request.param == "sqlite":
        yield f"sqlite://{tmp_path / 'empty.db'}"
    else:
        yield from _postgresql("template0")


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    """Address of a fresh PostgreSQL database with the newest schema, for what SQLite does not have."""
    yield from _postgresql(postgres().template("schema", schema.migrate))


def _postgresql(template: str) -> Iterator[str]:
    server = postgres()
    name = server.create_database(template)
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def redis_url() -> str:
    """Address of a Redis without a key."""
    server = redis()
    server.flush()
    return server.url
