"""The dashboard's doors in a real browser, with letters out of a real mail server."""

import re
from collections.abc import AsyncIterator, Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.journeys.browsing import DESK, PATIENCE, PHONE, Complaints
from tests.journeys.charger import connected
from tests.journeys.mailbox import Mailbox, open_mailbox
from tests.journeys.rest import Operator
from tests.journeys.server import ADMIN_EMAIL, RunningServer
from tests.journeys.test_charging import at, boot, start, stop
from tests.journeys.waiting import until
from tests.services.browser import chromium

INES, TOM = "ines@example.com", "tom@example.com"
FIRST, SECOND = "seven tall masts", "eight small boats"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with open_mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def server(tmp_path: Path, mailbox: Mailbox) -> Iterator[RunningServer]:
    environment = {"SIGNUP": "open", **mailbox.settings}
    with RunningServer(tmp_path, password="", open_files=None, prepared=True, **environment) as server:
        server.secrets |= {FIRST, SECOND}
        yield server


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    async with chromium() as browser:
        yield browser


@pytest.mark.timeout(150)
async def test_who_signs_up_comes_in_by_the_code(
    server: RunningServer, mailbox: Mailbox, browser: Browser, complaints: Complaints
) -> None:
    page = await _new_page(browser, server, complaints, PHONE)
    await page.goto("/auth/sign-in")
    await page.get_by_role("link", name="Create an account").click()
    await page.get_by_label("Name").fill("Ines Vogel")
    await page.get_by_label("E-mail").fill(INES)
    await page.get_by_label("Password", exact=True).fill(FIRST)
    await page.get_by_role("button", name="Create account").click()
    await expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    await expect(page.get_by_role("button", name=re.compile("^Send it again in"))).to_be_disabled()
    await page.get_by_label("Code").fill(_code_of(await _letter(mailbox, INES, "Welcome")))
    await page.get_by_role("button", name="Confirm code").click()
    await page.wait_for_url("**/me")
    await _her_devices_and_her_receipt(page, server)
    assert complaints == []


@pytest.mark.timeout(150)
async def test_who_is_invited_chooses_a_password_and_forgets_it(
    server: RunningServer, mailbox: Mailbox, browser: Browser, complaints: Complaints
) -> None:
    desk = await _new_page(browser, server, complaints, DESK)
    await desk.goto("/auth/sign-in")
    await desk.get_by_label("E-mail").fill(ADMIN_EMAIL)
    await desk.get_by_label("Password", exact=True).fill(server.password)
    await desk.get_by_role("button", name="Sign in").click()
    await desk.get_by_role("link", name="Users").click()
    await desk.get_by_role("button", name="Invite").click()
    dialog = desk.get_by_role("dialog")
    await dialog.get_by_label("E-mail").fill(TOM)
    await dialog.get_by_role("radio", name=re.compile("^Operator")).click()
    await dialog.get_by_role("button", name="Invite").click()
    link = await dialog.get_by_label("Link", exact=True).input_value()
    assert link in await _letter(mailbox, TOM, "invites you")
    await dialog.get_by_role("button", name="Done").click()
    await expect(desk.get_by_role("region", name="Invitations").get_by_text(TOM)).to_be_visible()

    page = await _new_page(browser, server, complaints, DESK)
    await page.goto(link)
    await page.get_by_role("button", name="Accept").click()
    await expect(page.get_by_text(f"For {TOM}")).to_be_visible()
    assert page.url == f"{server.url}/auth/new-password"
    await page.get_by_label("New password").fill(FIRST)
    await page.get_by_role("button", name="Set password").click()
    await expect(page.get_by_role("link", name="Chargers")).to_be_visible()
    await page.goto(link)
    await expect(page.get_by_role("main").get_by_role("alert")).to_contain_text(
        "has been used, or is too old"
    )
    await expect(page.get_by_label("New password")).to_have_count(0)

    await desk.reload()
    await expect(desk.get_by_role("row", name=re.compile(TOM))).to_be_visible()
    await expect(desk.get_by_role("region", name="Invitations")).to_have_count(0)
    await _a_new_password(page, mailbox)
    assert complaints == []


async def _new_page(
    browser: Browser, server: RunningServer, complaints: Complaints, viewport: ViewportSize
) -> Page:
    context = await browser.new_context(base_url=server.url, viewport=viewport)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    page.on("console", complaints.heard)
    page.on("pageerror", complaints.failed)
    return page


async def _letter(mailbox: Mailbox, to: str, about: str) -> str:
    def found() -> list[str]:
        return [text for text in mailbox.texts(to) if about in text]

    await until(found)
    return found()[-1]


def _code_of(letter: str) -> str:
    (code,) = re.findall(r"\b\d{6}\b", letter)
    return str(code)


def _link_in(letter: str) -> str:
    (link,) = re.findall(r"http://\S+/auth/v1/verify\?\S+", letter)
    return str(link)


async def _her_devices_and_her_receipt(page: Page, server: RunningServer) -> None:
    async with server.operator() as operator:
        session = await _a_session_of(operator, server)
    await page.goto(f"/me/sessions/{session}")
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Save receipt").click()
    saved = await (await download.value).path()
    assert saved.read_bytes().startswith(b"%PDF-")
    await page.goto("/account")
    devices = page.get_by_role("region", name="Devices")
    await expect(devices.get_by_text("This one")).to_be_visible()
    await expect(devices.get_by_text(re.compile("^Chrome on "))).to_be_visible()


async def _a_session_of(operator: Operator, server: RunningServer) -> str:
    """One that has ended, of the person that signed up."""
    [person] = await operator.items("/users", search=INES)
    tag = await operator.new_id_tag(user_id=person["id"])
    charger = await operator.new_charger()
    async with connected(server, charger) as charge_point:
        await boot(charge_point)
        number = await start(charge_point, tag, meter_start=1000, moment=at(-3))
        await stop(charge_point, number, 9500, reason="Local")
    [transaction] = await operator.items("/transactions")
    return str(transaction["id"])


async def _a_new_password(page: Page, mailbox: Mailbox) -> None:
    """By the link, in the browser that asked: in no other it is good."""
    await page.goto("/account")
    await page.get_by_role("button", name="Sign out", exact=True).click()
    await page.wait_for_url("**/auth/sign-in**")
    await page.get_by_role("link", name="Forgot it?").click()
    await expect(page.get_by_role("heading", name="Forgotten password")).to_be_visible()
    await page.get_by_label("E-mail").fill(TOM)
    await page.get_by_role("button", name="Send the letter").click()
    await expect(page.get_by_text(f"If {TOM} has an account")).to_be_visible()
    await page.goto(_link_in(await _letter(mailbox, TOM, "forgotten the password")))
    await page.get_by_role("button", name="Go on").click()
    await expect(page.get_by_text(f"For {TOM}")).to_be_visible()
    assert "code=" not in page.url
    await page.get_by_label("New password").fill(SECOND)
    await page.get_by_role("button", name="Set password").click()
    await expect(page.get_by_role("link", name="Chargers")).to_be_visible()
    answer = await page.request.post(
        "/auth/v1/token?grant_type=password", data={"email": TOM, "password": SECOND}
    )
    assert answer.status == HTTPStatus.OK
