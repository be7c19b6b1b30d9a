"""A browser that looks at pages and hears what is wrong with them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from playwright.async_api import ConsoleMessage, Page, Request, ViewportSize, expect

from tests.journeys.server import RunningServer
from tests.services.browser import chromium

DESK: ViewportSize = {"width": 1440, "height": 1000}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 20_000
AXE = Path(__file__).parents[4] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

_WIDE_TABLES = """
[...document.querySelectorAll('[data-slot=table-container]')]
  .map((one) => [one.querySelector('table').ariaLabel, one.scrollWidth - one.clientWidth])
  .filter(([, pixels]) => pixels > 0)
"""
_WIDE_CARDS = """
[...document.querySelectorAll('main [data-slot=card]')]
  .map((one) => {
    const beyond = one.getBoundingClientRect().right - one.parentElement.getBoundingClientRect().right
    return [one.textContent.slice(0, 40), Math.max(one.scrollWidth - one.clientWidth, Math.round(beyond))]
  })
  .filter(([, pixels]) => pixels > 1)
"""
_TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_WAITING = "[data-slot=skeleton]"
_DRIVER = "GL Driver Message"
"""What drawing a map without a graphics card is warned of."""


class Finding(NamedTuple):
    """What is wrong where."""

    where: str
    what: str


class Looker:
    """One page of a browser, and all that anybody complained about while it was open."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.findings: list[Finding] = []
        self.where = ""
        self._own = url
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._found(f"error: {error}"))
        page.on("request", self._asked)

    async def open(self, address: str) -> None:
        """As from a bookmark; returns when there is nothing left to wait for."""
        self.where = address
        await self.page.goto(address)
        await self.settled()

    async def settled(self) -> None:
        await expect(self.page.locator("h1 >> visible=true")).not_to_have_count(0)
        await expect(self.page.locator(f"{_WAITING} >> visible=true")).to_have_count(0)

    async def wear(self, scheme: Literal["light", "dark"], size: ViewportSize) -> None:
        await self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        await self.page.set_viewport_size(size)
        await expect(self.page.locator(f"html.{scheme}")).to_have_count(1)

    async def examine(self, how: str) -> None:
        """Everything that axe knows to look for."""
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(AXE.read_text())
        found: dict[str, Any] = await self.page.evaluate("axe.run({resultTypes: ['violations']})")
        for violation in found["violations"]:
            for node in violation["nodes"]:
                self._found(f"{how}: {violation['id']} at {node['target']}: {node['html'][:200]}")

    async def overflow(self, how: str) -> None:
        """Nothing is wider than the screen, no table than its card; no card has less room than it needs."""
        await self.page.evaluate(_TWO_FRAMES)
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        if (pixels := await self.page.evaluate(wider)) > 0:
            self._found(f"{how}: {pixels} px wider than the screen")
        for name, pixels in await self.page.evaluate(_WIDE_TABLES):
            self._found(f"{how}: the table {name} is {pixels} px wider than its card")
        for text, pixels in await self.page.evaluate(_WIDE_CARDS):
            self._found(f"{how}: the card {text!r} has {pixels} px too little room")

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and _DRIVER not in message.text:
            self._found(f"console: {message.text} ({message.location['url']})")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self._own, "data:", "blob:")):
            self._found(f"a request to {request.url}")

    def _found(self, what: str) -> None:
        self.findings.append(Finding(self.where, what))


@asynccontextmanager
async def looking(
    server: RunningServer, *, sharpness: int = 1, zone: str = "Europe/Berlin"
) -> AsyncIterator[Looker]:
    """sharpness: the screen's pixels for each of the page's. zone: where the reader is."""
    expect.set_options(timeout=PATIENCE)
    async with chromium() as browser:
        context = await browser.new_context(
            base_url=server.url,
            viewport=DESK,
            device_scale_factor=sharpness,
            locale="en-GB",
            timezone_id=zone,
        )
        context.set_default_timeout(PATIENCE)
        yield Looker(await context.new_page(), server.url)
