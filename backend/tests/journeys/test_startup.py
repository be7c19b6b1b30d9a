"""Starting and stopping: settings that cannot work, the first password, the end by SIGTERM."""

import asyncio
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.journeys.charger import raw
from tests.journeys.server import ADMIN_EMAIL, MAIN, RunningServer, StartedAfresh, sign_in
from tests.services import schema
from tests.services.process import free_port

BAD_SETTINGS: list[dict[str, str]] = [
    {"PORT": "eighty"},
    {
        "PORT": "65536",
        "DATABASE_URL": "mysql://localhost/csms",
        "REDIS_URL": "memcached://localhost",
        "ADMIN_EMAIL": "nobody",
        "PUBLIC_URL": "charging.example",
        "OCPP_CALL_TIMEOUT": "soon",
        "OCPP_MAX_MESSAGE": "10",
        "SIGNUP": "perhaps",
        "LOG_LEVEL": "loud",
    },
    {"DATABASE_URL": "postgresql://csms:canary@127.0.0.1:1/csms"},
    {"DATABASE_URL": "sqlite:///proc/no/such/place/csms.db"},
    {"DATA_DIR": "/proc/no/such/place"},
    {"ADMIN_PASSWORD": "canary"},
]

SHUTDOWN = 15.0


@pytest.mark.parametrize("settings", BAD_SETTINGS, ids="-".join)
def test_settings_that_cannot_work(tmp_path: Path, settings: dict[str, str]) -> None:
    """One line that names them, and nothing half-started."""
    data = tmp_path / "data"
    data.mkdir()
    schema.copy_sqlite(data / "csms.db")
    environment = {"PORT": str(free_port()), "DATA_DIR": str(data), **settings}
    done = subprocess.run(
        [sys.executable, str(MAIN), "serve"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert "canary" not in done.stderr
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("csms: ")
    assert [name for name in settings if name not in line] == []


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """Said, not waited for."""
    file = tmp_path / "csms.db"
    file.write_bytes(bytes(range(256)) * 100)
    server = RunningServer(tmp_path, f"sqlite://{file}")
    server.launch()
    try:
        assert server.process.wait(30) == 2
    finally:
        server.kill()
    (line,) = server.log().strip().splitlines()
    assert line.startswith("csms: DATABASE_URL: ")
    assert "not a database" in line


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with StartedAfresh(tmp_path / "first") as first:
        second = RunningServer(tmp_path / "second", PORT=str(first.port))
        second.launch()
        try:
            assert second.process.wait(30) == 2
        finally:
            second.kill()
        (line,) = second.log().strip().splitlines()
        assert line.startswith("csms: ")
        assert "PORT" in line
        assert str(first.port) in line


async def test_the_generated_password_is_shown_once(tmp_path: Path) -> None:
    """On the first start, never again, and it works. The data folder that this start makes is closed to others."""
    with StartedAfresh(tmp_path, prepared=False, ADMIN_PASSWORD="") as server:
        assert (tmp_path / "data").stat().st_mode & 0o077 == 0
        printed = re.findall(r"Password\s+(\S+)", server.log())
        assert len(printed) == 1
        assert ADMIN_EMAIL in server.log()
        shown = len(server.log())
        async with httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
            await sign_in(client, printed[0])

            assert server.stop() == 0
            server.start()
            assert printed[0] not in server.log()[shown:]
            assert "Password" not in server.log()[shown:]
            await sign_in(client, printed[0])


def test_a_given_password_is_never_printed(tmp_path: Path) -> None:
    with RunningServer(tmp_path) as server:
        assert "Password" not in server.log()
        assert server.password not in server.log()
        assert server.url in server.log()
        assert f"ws://127.0.0.1:{server.port}/ocpp/" in server.log()


async def test_sigterm_ends_it_cleanly(tmp_path: Path) -> None:
    """R12: what was received is answered, sockets close with 1012 or 1001, nobody is left online."""
    with StartedAfresh(tmp_path) as server:
        async with server.operator() as operator:
            charger = await operator.new_charger()
            async with raw(server, charger) as charge_point:
                await charge_point.call("Heartbeat", {})
                await charge_point.send(2, "last", "Authorize", {"idTag": "X"})
                began = time.monotonic()
                status = asyncio.create_task(asyncio.to_thread(server.stop))
                assert (await charge_point.receive())[:2] == [3, "last"]
                assert await charge_point.closed() in (1001, 1012)
                assert await status == 0
                assert time.monotonic() - began < SHUTDOWN
        server.start()
        async with server.operator() as operator:
            seen = await operator.get(f"/chargers/{charger['id']}")
            assert (seen["online"], seen["offline_since"] is not None) == (False, True)


async def test_sigterm_with_a_dashboard_open(tmp_path: Path) -> None:
    """An event stream that nobody ends does not hold up the end."""
    with RunningServer(tmp_path) as server:
        async with (
            server.operator() as operator,
            operator.client.stream("GET", "/api/admin/events", timeout=None) as stream,
        ):
            lines = stream.aiter_lines()
            await anext(lines)
            began = time.monotonic()
            status = asyncio.create_task(asyncio.to_thread(server.stop))
            async for _ in lines:
                pass
            assert await status == 0
            assert time.monotonic() - began < SHUTDOWN


async def test_few_file_descriptors(tmp_path: Path) -> None:
    """With too few for all who knock it serves those who are in, and lets others in again (S12)."""
    with RunningServer(tmp_path, open_files=(128, 128)) as server:
        async with server.operator() as operator:
            charger = await operator.new_charger()
            async with raw(server, charger) as charge_point:
                knocking = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(200)]
                assert (await charge_point.call("Heartbeat", {}))[0] == 3
                for _, writer in knocking:
                    writer.close()
            async with raw(server, charger) as charge_point:
                assert (await charge_point.call("Heartbeat", {}))[0] == 3


def test_as_many_files_as_the_machine_allows(tmp_path: Path) -> None:
    """Each charger is a file descriptor, and the soft limit is often 1024."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with StartedAfresh(tmp_path, open_files=(256, hard)) as server:
        limits = Path(f"/proc/{server.process.pid}/limits").read_text()
        (soft,) = re.findall(r"^Max open files\s+(\d+)", limits, re.MULTILINE)
        assert int(soft) > 256


async def test_the_heartbeat_that_is_set_is_the_one_that_chargers_get(tmp_path: Path) -> None:
    """BOOT-02: to the second."""
    with RunningServer(tmp_path, OCPP_HEARTBEAT_INTERVAL="77") as server:
        async with server.operator() as operator:
            for _ in range(3):
                async with raw(server, await operator.new_charger()) as charger:
                    boot = {"chargePointVendor": "Kestrel", "chargePointModel": "AC 22"}
                    assert (await charger.call("BootNotification", boot))[2]["interval"] == 77
        server.stop()


@pytest.mark.parametrize(("trusted", "seen"), [("127.0.0.1", "198.51.100.9"), ("192.0.2.1", "127.0.0.1")])
async def test_only_a_trusted_proxy_says_who_asks(tmp_path: Path, trusted: str, seen: str) -> None:
    """S6."""
    with RunningServer(tmp_path, FORWARDED_ALLOW_IPS=trusted) as server:
        async with server.operator() as operator:
            await operator.client.post(
                "/api/admin/stations", json={"name": "A"}, headers={"X-Forwarded-For": "198.51.100.9"}
            )
            (entry,) = await operator.items("/audit", operation="create_station")
            assert entry["address"] == seen
