"""Signing in by Google as a person does: a real server and a real browser, with Google at its own address."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from playwright.async_api import expect

from tests.auth.google import Claims, signed
from tests.journeys.browsing import PATIENCE, Complaints
from tests.journeys.google import GoogleNearby, google_nearby
from tests.journeys.server import RunningServer
from tests.services.browser import chromium

EXCHANGE = ["/.well-known/openid-configuration", "/o/token", "/keys"]


@pytest.fixture
async def google(tmp_path: Path) -> AsyncIterator[GoogleNearby]:
    async with google_nearby(tmp_path) as google:
        yield google


@pytest.fixture
def server(tmp_path: Path, google: GoogleNearby) -> Iterator[RunningServer]:
    with RunningServer(
        tmp_path, password="", open_files=None, prepared=True, SIGNUP="open", **google.settings
    ) as server:
        yield server


def with_a_foreign_key(claims: Claims) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(claims, key, "RS256", {"kid": "google-1"})


def unsigned(claims: Claims) -> str:
    return jwt.encode(claims, "", "none", {"kid": "google-1"})


def of_another_sign_in(claims: Claims) -> str:
    return signed({**claims, "nonce": "another"})


def for_another_client(claims: Claims) -> str:
    return signed({**claims, "aud": "another-client", "azp": "another-client"})


def of_another_issuer(claims: Claims) -> str:
    return signed({**claims, "iss": "https://accounts.google.example"})


def of_yesterday(claims: Claims) -> str:
    return signed({**claims, "iat": claims["iat"] - 86400, "exp": claims["exp"] - 86400})


FORGERIES = (
    with_a_foreign_key,
    unsigned,
    of_another_sign_in,
    for_another_client,
    of_another_issuer,
    of_yesterday,
)


@pytest.mark.timeout(120)
async def test_the_button_leads_to_google_and_back(server: RunningServer, google: GoogleNearby) -> None:
    """The browser has been at Google; the server has exchanged the code there, with its own PKCE."""
    complaints = Complaints()
    async with chromium() as browser:
        context = await browser.new_context(
            base_url=server.url,
            proxy={"server": google.proxy, "bypass": "127.0.0.1"},
            ignore_https_errors=True,
        )
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        page.on("console", complaints.heard)
        await page.goto("/auth/sign-in")
        await page.get_by_role("button", name="Continue with Google").click()
        await page.wait_for_url(lambda url: url.startswith(server.url) and "/auth/" not in url)
        await expect(page.get_by_role("main")).to_be_visible(timeout=PATIENCE)
    assert google.played.asked == EXCHANGE
    assert complaints == []


async def test_what_is_not_from_google_opens_nothing(server: RunningServer, google: GoogleNearby) -> None:
    """Every id_token that is not Google's, not for us, not of this sign-in or not of now; and a foreign state."""
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as browser:
        for forge in FORGERIES:
            google.played.forge = forge
            refused = fragment(await browser.get(await at_google(browser, google)))
            assert ("access_token" in refused, refused["error_code"]) == (False, ["bad_oauth_callback"]), (
                forge
            )
        google.played.forge = signed
        back = await at_google(browser, google)
        async with httpx.AsyncClient(base_url=server.url, trust_env=False) as somebody_else:
            assert fragment(await somebody_else.get(back))["error_code"] == ["bad_oauth_state"]
        assert fragment(await browser.get(await at_google(browser, google)))["token_type"] == ["bearer"]


async def at_google(browser: httpx.AsyncClient, google: GoogleNearby) -> str:
    """Where Google sends the person back to, who has signed in there."""
    away = await browser.get("/auth/v1/authorize", params={"provider": "google"})
    return google.played.sign_in(away.headers["Location"])


def fragment(landed: httpx.Response) -> dict[str, list[str]]:
    assert landed.status_code == 303, landed.text
    return parse_qs(urlsplit(landed.headers["Location"]).fragment)
