"""The servers are real, fresh for each test, and end with the process that asked for them."""

import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import pytest
from redis.asyncio import Redis

from csms.store.database import close_database, open_database
from csms.store.models import Station
from tests.services.browser import chromium
from tests.services.postgres import postgres
from tests.services.process import (
    ServiceUnavailableError,
    accepts_connections,
    free_port,
    runs,
    start_server,
)


async def test_the_browser_shows_a_page() -> None:
    async with chromium() as browser:
        page = await browser.new_page()
        await page.goto("data:text/html,<h1>Charging</h1>")
        assert await page.get_by_role("heading").inner_text() == "Charging"


async def test_postgresql_is_durable_and_speaks_utc(postgresql_url: str) -> None:
    connection = await asyncpg.connect(postgresql_url)
    try:
        for setting, value in {"fsync": "on", "synchronous_commit": "on", "timezone": "UTC"}.items():
            assert await connection.fetchval(f"SHOW {setting}") == value
    finally:
        await connection.close()


def test_every_database_is_fresh() -> None:
    server = postgres()
    first, second = server.create_database(), server.create_database()
    server.sql("CREATE TABLE t (id int)", first)
    assert server.sql("SELECT to_regclass('t') IS NULL", second) == "t"
    server.drop_database(first)
    server.drop_database(second)


@pytest.mark.parametrize("turn", [1, 2])
async def test_a_database_has_the_schema_and_no_rows(database_url: str, turn: int) -> None:
    await open_database(database_url)
    try:
        assert await Station.all().count() == 0
        await Station.create(name=f"Harbour {turn}")
        assert [station.name for station in await Station.all()] == [f"Harbour {turn}"]
    finally:
        await close_database()


def test_an_empty_database_has_no_schema(empty_database_url: str) -> None:
    if empty_database_url.startswith("sqlite"):
        assert not Path(empty_database_url.removeprefix("sqlite://")).exists()
    else:
        name = empty_database_url.rsplit("/", 1)[1]
        assert postgres().sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", name) == "0"


def test_a_template_is_prepared_once_and_copied() -> None:
    server = postgres()
    prepared: list[str] = []

    def prepare(url: str) -> None:
        prepared.append(url)
        server.sql("CREATE TABLE t (id int)", url.rsplit("/", 1)[1])

    copies = [server.create_database(server.template("test_services", prepare)) for _ in range(2)]
    assert len(prepared) == 1
    assert [server.sql("SELECT count(*) FROM t", copy) for copy in copies] == ["0", "0"]
    for copy in copies:
        server.drop_database(copy)


@pytest.mark.parametrize("turn", [1, 2])
async def test_redis_starts_each_test_without_a_key(redis_url: str, turn: int) -> None:
    async with Redis.from_url(redis_url) as client:
        assert await client.dbsize() == 0
        await client.set("left", turn)


def test_a_server_ends_with_a_killed_process(tmp_path: Path) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    port = free_port()
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(folder), str(port)], stdout=subprocess.PIPE)
    with owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"ready\n"
        assert accepts_connections(port)
        owner.kill()
    _wait_until_gone(folder)
    assert not accepts_connections(port)


OWNER = """
import sys, signal
from pathlib import Path
from tests.services.process import accepts_connections, start_server
folder, port = Path(sys.argv[1]), int(sys.argv[2])
command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]
start_server("test", command, folder=folder, stop_signal="SIGTERM", ready=lambda: accepts_connections(port))
print("ready", flush=True)
signal.pause()
"""


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no room')"]
    with pytest.raises(ServiceUnavailableError, match="test did not start"):
        start_server("test", command, folder=tmp_path, stop_signal="SIGTERM", ready=lambda: False)


def test_a_program_runs_or_does_not() -> None:
    assert runs(sys.executable)
    assert not runs("no-such-program")


def _wait_until_gone(folder: Path) -> None:
    deadline = time.monotonic() + 20
    while folder.exists():
        assert time.monotonic() < deadline, "the guardian left the server's folder behind"
        time.sleep(0.02)
