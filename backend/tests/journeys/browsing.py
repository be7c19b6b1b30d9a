"""A browser that goes through a journey, and what it complains about."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import ConsoleMessage, Error, Locator, Page, ViewportSize, expect

from tests.journeys.server import ADMIN_EMAIL, RunningServer
from tests.services.browser import chromium

DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 20_000


class Complaints(list[str]):
    """What the browser complains about: errors of scripts, of the network, of the security policy."""

    def heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.append(f"{message.text} ({message.location['url']})")

    def failed(self, error: Error) -> None:
        self.append(str(error))

    def of_more_than_the_network(self) -> list[str]:
        return [text for text in self if "net::ERR_" not in text]


@asynccontextmanager
async def browsing(
    server: RunningServer, complaints: Complaints, locale: str = "en-US"
) -> AsyncIterator[Page]:
    """A page of a new browser at a desk; nobody is signed in."""
    expect.set_options(timeout=PATIENCE)
    async with chromium() as browser:
        context = await browser.new_context(base_url=server.url, viewport=DESK, locale=locale)
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        page.on("console", complaints.heard)
        page.on("pageerror", complaints.failed)
        yield page


async def scroll_to(page: Page, last: Locator, most_rows: int) -> None:
    """Down an endless list with the wheel; at no time has its document more rows."""
    await page.mouse.move(800, 500)
    while not await last.count():
        await page.mouse.wheel(0, 4_000)
        await page.wait_for_timeout(50)
        assert await page.get_by_role("row").count() < most_rows


async def sign_in(page: Page, email: str, password: str) -> None:
    """By the form; returns behind the door."""
    await page.goto("/auth/sign-in")
    await sign_in_here(page, email, password)


async def sign_in_admin(page: Page, server: RunningServer) -> None:
    await sign_in(page, ADMIN_EMAIL, server.password)


async def sign_in_here(page: Page, email: str, password: str) -> None:
    """At the door that is open."""
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password", exact=True).fill(password)
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url(lambda url: "/auth/" not in url)
