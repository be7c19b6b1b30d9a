"""A real Chromium for the browser journeys: an installed one, else the one Playwright downloaded."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Iterator

from playwright.async_api import Browser, Playwright, async_playwright

from tests.services.process import ServiceUnavailableError, runs

MISSING = (
    "no browser: run `make setup`, or install Chromium (Debian: apt-get install chromium; "
    "elsewhere: .venv/bin/playwright install chromium)"
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# The browser talks to the server under test only: nothing of its own goes out.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # The map is drawn where there is no graphics card, too.
    "--enable-unsafe-swiftshader",
)


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A headless browser that ends with the block."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find(playwright), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()


def find(playwright: Playwright) -> str:
    """Path of a browser that runs; ServiceUnavailableError when there is none."""
    for candidate in _candidates(playwright):
        if runs(candidate):
            return candidate
    raise ServiceUnavailableError(MISSING)


def _candidates(playwright: Playwright) -> Iterator[str]:
    yield from (path for name in NAMES if (path := shutil.which(name)) is not None)
    yield from PLACES
    yield playwright.chromium.executable_path


async def _main() -> None:
    async with async_playwright() as playwright:
        find(playwright)


if __name__ == "__main__":  # asked by the set-up whether there is anything left to install
    asyncio.run(_main())
