"""A server whose people sign in at a Supabase project, as a process of its own and in a real browser."""

import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.async_api import expect

from tests.auth.project import SIGN_IN, Project, running
from tests.journeys.server import RunningServer
from tests.services.browser import chromium


@pytest.fixture
async def project() -> AsyncIterator[Project]:
    async with running() as project:
        yield project


@pytest.fixture
def server(tmp_path: Path, project: Project) -> Iterator[RunningServer]:
    with RunningServer(tmp_path, SUPABASE_URL=project.url, SUPABASE_ANON_KEY="sb_publishable_a") as server:
        yield server


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def test_its_tokens_open_the_server(server: RunningServer, project: Project) -> None:
    """Nobody else is let in, and nobody was made administrator at the start."""
    token = project.token(time.time(), app_metadata={"role": "admin"})
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
        people = await client.get("/api/admin/users", headers=bearer(token))
        assert [person["issuer"] for person in people.json()["items"]] == [project.issuer]
        stranger = project.token(time.time(), iss="https://other.supabase.co/auth/v1")
        assert (await client.get("/api/me", headers=bearer(stranger))).status_code == 401
        assert (await client.get("/api/v1/config")).json()["auth_url"] == project.issuer


@pytest.mark.timeout(120)
async def test_signing_in_at_it(server: RunningServer, project: Project) -> None:
    """The dashboard's scripts may talk to the project, and do; its token opens the overview."""
    project.person["app_metadata"] = {"role": "admin"}
    complaints: list[str] = []
    async with chromium() as browser:
        page = await browser.new_page(base_url=server.url)
        page.set_default_timeout(20_000)
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        await page.goto("/")
        await expect(page.get_by_role("button", name="Continue with Google")).to_be_visible(timeout=20_000)
        await page.get_by_label("E-mail").fill("ines@example.com")
        await page.get_by_label("Password", exact=True).fill("correct horse battery")
        await page.get_by_role("button", name="Sign in").click()
        await expect(page.get_by_role("heading", name="Connect your first charger")).to_be_visible(
            timeout=20_000
        )
    assert SIGN_IN in project.asked
    assert complaints == []
