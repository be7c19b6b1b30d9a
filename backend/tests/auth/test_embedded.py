"""The embedded accounts as the settings say."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from csms.auth.embedded import Embedded, from_settings
from csms.auth.passwords import Argon2Pool
from csms.config import Settings
from csms.errors import ConfigurationError
from csms.mail import MemoryPost
from tests.auth.support import SECRET


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


class Make:
    def __init__(self, folder: Path, pool: Argon2Pool, stack: AsyncExitStack) -> None:
        self._folder, self._pool, self._stack = folder, pool, stack

    def __call__(self, *, mail: bool = True, **settings: Any) -> Embedded:
        chosen = Settings(data_dir=self._folder, **settings)
        return from_settings(chosen, SECRET, self._pool, MemoryPost() if mail else None, self._stack)


@pytest.fixture
def make(tmp_path: Path, pool: Argon2Pool, stack: AsyncExitStack, monkeypatch: pytest.MonkeyPatch) -> Make:
    monkeypatch.chdir(tmp_path)  # a person's own .env stays out of it
    return Make(tmp_path, pool, stack)


@pytest.mark.parametrize(
    ("signup", "mail", "policy"),
    [
        ("open", True, "open"),
        ("open", False, "off"),
        ("invitation", True, "invitation"),
        ("invitation", False, "invitation"),
        ("off", True, "off"),
    ],
)
async def test_who_may_sign_up(make: Make, signup: str, mail: bool, policy: str) -> None:
    assert make(signup=signup, mail=mail).sign_up.policy == policy


async def test_google_takes_both_settings(make: Make) -> None:
    assert make().google is None
    assert make(google_client_id="our-client", google_client_secret="our-secret").google is not None
    with pytest.raises(ConfigurationError, match="GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET"):
        make(google_client_id="our-client")
    with pytest.raises(ConfigurationError, match="GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET"):
        make(google_client_secret="our-secret")


async def test_where_links_lead(make: Make) -> None:
    here = make(public_url="https://charging.example", cors_origins="https://a.example, https://b.example/")
    assert here.redirects.target("https://b.example/x") == "https://b.example/x"
    assert here.redirects.target("https://c.example/x") == "https://charging.example/"
