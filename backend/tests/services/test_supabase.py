"""What the suite of supabase-js does not see of the stand-in: its gateway, its old answers, its limit."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.services.supabase import SupabaseProject, running

USER = {"email": "ines@example.com", "password": "correct horse", "email_confirm": True}
NOT_FOUND = "No API key found in request"


@pytest.fixture
async def project() -> AsyncIterator[SupabaseProject]:
    async with running(refill=0) as project:
        yield project


@pytest.fixture
async def client(project: SupabaseProject) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=project.issuer, trust_env=False) as client:
        yield client


async def test_the_gateway_wants_a_key_of_the_project(
    project: SupabaseProject, client: httpx.AsyncClient
) -> None:
    assert (await client.get("/settings")).json()["message"] == NOT_FOUND
    unknown = await client.get("/settings", headers={"apikey": "sb_publishable_another"})
    assert (unknown.status_code, unknown.json()["message"]) == (401, "Invalid API key")
    keys = project.api_keys
    for key in (keys.publishable, keys.anon, keys.secret, keys.service_role):
        assert (await client.get("/settings", headers={"apikey": key})).status_code == 200
    in_a_browser = {"apikey": keys.secret, "User-Agent": "Mozilla/5.0"}
    assert (await client.get("/settings", headers=in_a_browser)).status_code == 401
    assert (await client.get("/.well-known/jwks.json")).status_code == 200


async def test_refusals_are_those_of_the_version_that_was_asked_for(
    project: SupabaseProject, client: httpx.AsyncClient
) -> None:
    key = {"apikey": project.api_keys.anon}
    old = await client.get("/user", headers=key)
    assert old.json() == {
        "code": 401,
        "error_code": "no_authorization",
        "msg": "This endpoint requires a Bearer token",
    }
    new = await client.get("/user", headers={**key, "x-supabase-api-version": "2024-01-01"})
    assert new.json() == {"code": "no_authorization", "message": "This endpoint requires a Bearer token"}
    assert new.headers["x-supabase-api-version"] == "2024-01-01"


async def test_thirty_sign_ins_fit_into_the_bucket(
    project: SupabaseProject, client: httpx.AsyncClient
) -> None:
    key = {"apikey": project.api_keys.publishable}
    answers = [
        await client.post("/token?grant_type=password", headers=key, json={"email": "x", "password": "y"})
        for _ in range(31)
    ]
    assert [answer.status_code for answer in answers] == [400] * 30 + [429]
    assert answers[-1].json()["error_code"] == "over_request_rate_limit"


async def test_the_letter_to_a_new_address_has_its_hash_in_the_link_only(
    project: SupabaseProject, client: httpx.AsyncClient
) -> None:
    key = project.api_keys.service_role
    client.headers.update({"apikey": key, "Authorization": f"Bearer {key}"})
    assert (await client.post("/admin/users", json=USER)).status_code == 200
    asked = {"type": "email_change_new", "email": USER["email"], "new_email": "vogel@example.com"}
    letter = (await client.post("/admin/generate_link", json=asked)).json()
    assert letter["hashed_token"] not in letter["action_link"]
    assert (letter["email"], letter["new_email"]) == ("ines@example.com", "vogel@example.com")
