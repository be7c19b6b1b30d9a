"""A server whose people sign in at a Supabase project, as a process of its own and in a real browser.

The project is a stand-in (tests/services/supabase). The suite in `supabase` beside this runs at a real one, too.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.async_api import expect

from tests.journeys.browsing import Complaints, browsing, sign_in
from tests.journeys.server import RunningServer
from tests.services.supabase import SupabaseProject, running

INES, PASSWORD = "ines@example.com", "correct horse battery"


@pytest.fixture
async def project() -> AsyncIterator[SupabaseProject]:
    async with running() as project:
        yield project


@pytest.fixture
def server(tmp_path: Path, project: SupabaseProject) -> Iterator[RunningServer]:
    key = project.api_keys.publishable
    with RunningServer(tmp_path, SUPABASE_URL=project.url, SUPABASE_ANON_KEY=key) as server:
        yield server


def token_of(project: SupabaseProject, email: str, role: str) -> str:
    """Of somebody who has just signed in there."""
    people = project.people
    user = people.find(email) or people.add(email, PASSWORD, {"full_name": "Ines Vogel"})
    user.confirm(people.clock())
    user.app_metadata["role"] = role
    token: str = project.grant(people.sign_in(email, PASSWORD))["access_token"]
    return token


async def status_of(client: httpx.AsyncClient, token: str) -> int:
    return (await client.get("/api/me", headers=bearer(token))).status_code


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def test_its_tokens_open_the_server(server: RunningServer, project: SupabaseProject) -> None:
    """Nobody else is let in, nobody was made administrator at the start, and keys may change under way."""
    project.signing_keys.stand_by()
    before = token_of(project, INES, "admin")
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
        people = await client.get("/api/admin/users", headers=bearer(before))
        assert [(person["issuer"], person["email"]) for person in people.json()["items"]] == [
            (project.issuer, INES)
        ]
        project.signing_keys.rotate()
        after = token_of(project, INES, "admin")
        assert [await status_of(client, token) for token in (after, before)] == [200, 200]
        stranger = token_of(SupabaseProject(1), INES, "admin")
        keys = project.api_keys
        for refused in (stranger, keys.anon, keys.service_role, keys.publishable, keys.secret):
            assert await status_of(client, refused) == 401
        assert (await client.get("/api/v1/config")).json()["auth_url"] == project.issuer


@pytest.mark.timeout(120)
async def test_signing_in_at_it(server: RunningServer, project: SupabaseProject) -> None:
    """The dashboard's scripts may talk to the project, and do; its token opens the overview."""
    project.external["google"] = True
    token_of(project, INES, "admin")
    complaints = Complaints()
    async with browsing(server, complaints) as page:
        await page.goto("/")
        await expect(page.get_by_role("button", name="Continue with Google")).to_be_visible()
        await sign_in(page, INES, PASSWORD)
        await expect(page.get_by_role("heading", name="Connect your first charger")).to_be_visible()
    assert len(project.people.sessions) == 2
    assert complaints == []
