"""A link in a real letter, in a real browser, to a dashboard on an origin of its own."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.journeys.browsing import Complaints
from tests.journeys.mailbox import Mailbox, open_mailbox
from tests.journeys.server import RunningServer
from tests.journeys.waiting import until
from tests.services.browser import chromium

INES = "ines@example.com"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with open_mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def server(tmp_path: Path, mailbox: Mailbox) -> Iterator[RunningServer]:
    environment = {"CORS_ORIGINS": mailbox.url, **mailbox.settings}
    with RunningServer(tmp_path, password="", open_files=None, prepared=True, **environment) as server:
        yield server


@pytest.mark.timeout(120)
async def test_the_button_leads_to_a_dashboard_elsewhere(server: RunningServer, mailbox: Mailbox) -> None:
    """Chromium holds the answer to a form against the page's policy, the redirect to another origin included."""
    elsewhere = f"{mailbox.url}?to=nobody"
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
        body = {"email": INES, "password": "correct horse"}
        answer = await client.post("/auth/v1/signup", params={"redirect_to": elsewhere}, json=body)
        assert answer.status_code == HTTPStatus.OK, answer.text
    await until(lambda: mailbox.texts(INES))
    (link,) = re.findall(r"http://\S+/auth/v1/verify\?\S+", mailbox.texts(INES)[0])
    complaints = Complaints()
    async with chromium() as browser:
        page = await browser.new_page()
        page.set_default_timeout(20_000)
        page.on("console", complaints.heard)
        page.on("pageerror", complaints.failed)
        await page.goto(link)
        button = page.get_by_role("button", name="Confirm")
        assert (
            await button.evaluate("button => getComputedStyle(button).cursor") == "pointer"
        )  # the style holds
        await button.click()
        await page.wait_for_url(f"{mailbox.url}**")
        landed = urlsplit(page.url)
    assert landed.query == "to=nobody"
    said = parse_qs(landed.fragment)
    assert said["type"] == ["signup"]
    assert said["access_token"]
    assert complaints == []
