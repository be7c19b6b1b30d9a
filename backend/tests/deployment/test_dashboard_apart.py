"""The dashboard on an origin of its own: `npm run dev`, and a build by the conventions of Vercel."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest
from playwright.async_api import expect

from tests.journeys.server import ADMIN_EMAIL, RunningServer
from tests.journeys.waiting import eventually
from tests.services.browser import chromium
from tests.services.process import free_port

ROOT = Path(__file__).parents[3]
NPM = [sys.executable, "-m", "scripts.npm"]
LOG = "dashboard.log"
STOP_SECONDS = 20
PATIENCE = 60_000
"""Milliseconds: `next dev` compiles each page when it is first asked for."""


def environment(server: RunningServer) -> dict[str, str]:
    return {**os.environ, "NEXT_TELEMETRY_DISABLED": "1", "NEXT_PUBLIC_API_URL": server.url}


@contextmanager
def running(
    arguments: list[str], folder: Path, settings: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """npm with what it starts, ended as a group."""
    with (folder / LOG).open("wb") as log:
        process = subprocess.Popen(
            [*NPM, *arguments], cwd=ROOT, env=settings, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(STOP_SECONDS)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("way", ["development", "vercel"])
async def test_people_sign_in_and_see_what_happens(way: str, tmp_path: Path) -> None:
    """REST, accounts and events come from another origin, which the server names in CORS_ORIGINS."""
    port = free_port()
    origin = f"http://localhost:{port}"
    start = ["run", "dev", "--", "--port", str(port)]
    with RunningServer(tmp_path, CORS_ORIGINS=origin) as server:
        settings = environment(server)
        if way == "vercel":
            settings["VERCEL"] = "1"
            await asyncio.to_thread(build, settings)
            start = ["exec", "--", "next", "start", "--port", str(port)]
        with running(start, tmp_path, settings) as process:
            await answering(origin, process, tmp_path)
            await signing_in(origin, server)


def build(settings: dict[str, str]) -> None:
    built = subprocess.run([*NPM, "run", "build"], cwd=ROOT, env=settings, capture_output=True, check=False)
    assert built.returncode == 0, built.stdout.decode() + built.stderr.decode()


async def answering(origin: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    async with httpx.AsyncClient() as client:

        async def answers() -> bool:
            assert process.poll() is None, (folder / LOG).read_text()
            try:
                return (await client.get(f"{origin}/auth/sign-in", timeout=60)).status_code == 200
            except httpx.TransportError:
                return False

        await eventually(answers, patience=60)


async def signing_in(origin: str, server: RunningServer) -> None:
    async with chromium() as browser, server.operator() as operator:
        context = await browser.new_context(base_url=origin)
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        await page.goto("/stations")
        await page.get_by_label("E-mail").fill(ADMIN_EMAIL)
        await page.get_by_label("Password", exact=True).fill(server.password)
        await page.get_by_role("button", name="Sign in").click()
        await expect(page.get_by_role("button", name="Add station").first).to_be_visible(timeout=PATIENCE)
        station = await operator.post("/stations", {"name": "Harbour"}, HTTPStatus.CREATED)
        await expect(page.get_by_role("link", name="Harbour")).to_be_visible(timeout=PATIENCE)
        # As from a bookmark: the address of one of many that no build knows.
        await page.goto(f"/stations/{station['id']}")
        await expect(page.get_by_role("heading", name="Harbour", level=1)).to_be_visible(timeout=PATIENCE)
