"""Pictures of the dashboard, for the README and for eyes: `python -m tools.screenshots URL FOLDER [page ...]`.

Needs a running server with life in it (`make demo`) and its administrator in ADMIN_EMAIL, ADMIN_PASSWORD.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Browser, Page, ViewportSize

from tests.services.browser import chromium

LOOKS: dict[str, tuple[str, ViewportSize, int]] = {
    "light": ("light", {"width": 1440, "height": 1000}, 1),
    "dark": ("dark", {"width": 1440, "height": 1000}, 1),
    "phone": ("light", {"width": 390, "height": 844}, 2),
}
SETTLED = 3_000
"""Milliseconds for charts to draw and for the first live events to arrive."""
CHARGER = "CP-0038"

Visit = Callable[[Page, str], Awaitable[None]]


async def _path(page: Page, url: str, path: str) -> None:
    await page.goto(url + path)


async def _charger(page: Page, url: str) -> None:
    await page.goto(f"{url}/chargers?q={CHARGER}")
    await page.get_by_role("link", name=CHARGER).first.click()
    await page.wait_for_url("**/chargers/*")


async def _messages(page: Page, url: str) -> None:
    await _charger(page, url)
    await page.get_by_role("link", name="Messages").first.click()
    await page.wait_for_url("**/messages")


PAGES: dict[str, Visit] = {
    "overview": lambda page, url: _path(page, url, "/"),
    "charger": _charger,
    "messages": _messages,
    "transactions": lambda page, url: _path(page, url, "/transactions"),
    "chargers": lambda page, url: _path(page, url, "/chargers"),
    "stations": lambda page, url: _path(page, url, "/stations"),
    "id-tags": lambda page, url: _path(page, url, "/id-tags"),
}


async def take(url: str, folder: Path, pages: list[str]) -> None:
    """Every page in every look, as `{page}-{look}.png`; the sign-in page as well."""
    async with chromium() as browser:
        for look in LOOKS:
            await _take_look(browser, url, folder, pages, look)


async def _take_look(browser: Browser, url: str, folder: Path, pages: list[str], look: str) -> None:
    scheme, viewport, scale = LOOKS[look]
    context = await browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport=viewport, device_scale_factor=scale
    )
    page = await context.new_page()
    page.on("pageerror", lambda error: print(f"{look}: {error}", file=sys.stderr))
    await page.goto(f"{url}/auth/sign-in")
    await page.wait_for_timeout(SETTLED)
    await page.screenshot(path=folder / f"sign-in-{look}.png")
    await page.get_by_label("E-mail").fill(os.environ.get("ADMIN_EMAIL", "admin@localhost.localdomain"))
    await page.locator("input[type=password]").fill(os.environ["ADMIN_PASSWORD"])
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.wait_for_url(lambda address: "/auth/" not in address)
    for name in pages:
        await PAGES[name](page, url)
        await page.wait_for_timeout(SETTLED)
        await page.screenshot(path=folder / f"{name}-{look}.png")
    await context.close()


if __name__ == "__main__":
    target = Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    asyncio.run(take(sys.argv[1].rstrip("/"), target, sys.argv[3:] or list(PAGES)))
