"""A client of `/auth/v1` alone, with the letters that it caused."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

import httpx
from fastapi import FastAPI

from csms.api.routers import auth
from csms.auth.accounts import Accounts
from csms.auth.embedded import Embedded
from csms.auth.openid import OpenIdProvider
from csms.auth.passwords import Argon2Pool
from csms.mail import Letter, MemoryPost, Post
from tests.auth.support import FakeClock, make_embedded

PASSWORD = "correct horse battery"


class Person(httpx.AsyncClient):
    """Somebody with a browser, and a look into every mailbox."""

    embedded: Embedded
    memory: MemoryPost
    clock: FakeClock

    async def sign_up(self, email: str, password: str = PASSWORD, **more: Any) -> httpx.Response:
        return await self.post("/auth/v1/signup", json={"email": email, "password": password, **more})

    async def sign_in(self, email: str, password: str = PASSWORD) -> httpx.Response:
        body = {"email": email, "password": password}
        return await self.post("/auth/v1/token", params={"grant_type": "password"}, json=body)

    async def header(self, email: str, password: str = PASSWORD) -> dict[str, str]:
        answer = await self.sign_in(email, password)
        assert answer.status_code == 200, answer.text
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    async def letters(self, to: str) -> list[Letter]:
        """What that address got, once everything is sent."""
        await self.embedded.box.settled()
        return [letter for letter in self.memory.letters if letter.to == to]

    async def letter(self, to: str) -> Letter:
        """The last one that the address got."""
        return (await self.letters(to))[-1]

    async def click(self, letter: Letter, *, confirm: bool = True) -> httpx.Response:
        """Opens the link, and presses the button."""
        page = await self.get(link_of(letter))
        if page.status_code != 200 or not confirm:
            return page
        (action,) = re.findall(r'action="([^"]+)"', page.text)
        return await self.post(action.replace("&amp;", "&"))

    def later(self) -> None:
        """The next letter may be asked for."""
        self.clock.advance(seconds=60)


def link_of(letter: Letter) -> str:
    (link,) = re.findall(r"https://\S+/auth/v1/verify\?\S+", letter.text)
    return str(link)


def code_of(letter: Letter) -> str:
    (code,) = re.findall(r"\b\d{6}\b", letter.text)
    return str(code)


def token_of(letter: Letter) -> str:
    return parse_qs(urlsplit(link_of(letter)).query)["token"][0]


def fragment_of(answer: httpx.Response) -> dict[str, str]:
    """What the redirect says behind `#`."""
    assert answer.status_code == 303, answer.text
    fragment = urlsplit(answer.headers["Location"]).fragment
    return {name: values[0] for name, values in parse_qs(fragment).items()}


def query_of(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 303, answer.text
    query = urlsplit(answer.headers["Location"]).query
    return {name: values[0] for name, values in parse_qs(query).items()}


def services_of_accounts(clock: FakeClock) -> SimpleNamespace:
    """As much of the services as signing in asks for; nobody hears of what is noted."""
    return SimpleNamespace(now=clock, announcer=SimpleNamespace(audited=lambda: None))


@asynccontextmanager
async def person(
    accounts: Accounts,
    clock: FakeClock,
    pool: Argon2Pool,
    *,
    signup: Literal["open", "invitation", "off"] = "open",
    mail: bool = True,
    google: OpenIdProvider | None = None,
) -> AsyncIterator[Person]:
    memory = MemoryPost()
    post: Post | None = memory if mail else None
    embedded = make_embedded(accounts, clock, pool, post=post, signup=signup, google=google)
    app = FastAPI()
    app.state.accounts, app.state.embedded = accounts, embedded
    app.state.services = services_of_accounts(clock)
    app.include_router(auth.router)
    async with Person(transport=httpx.ASGITransport(app), base_url="https://charging.example") as client:
        client.embedded, client.memory, client.clock = embedded, memory, clock
        yield client
    await embedded.box.settled()
