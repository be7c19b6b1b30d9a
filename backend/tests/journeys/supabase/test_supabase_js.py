"""supabase-js, unchanged, against the embedded accounts behind a real server."""

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI

from csms.api.routers import auth
from csms.auth.accounts import Accounts
from csms.auth.passwords import Argon2Pool
from csms.auth.throttle import FOR_PEOPLE, FailureThrottle
from csms.auth.tokens import AccessTokens
from tests.auth.support import CHEAP, SECRET, new_signing_key, opened
from tests.services.node import Node, with_packages

HERE = Path(__file__).parent
FRONTEND = HERE.parents[3] / "frontend"
SUITE = HERE / "accounts.test.js"
EMAIL, PASSWORD = "operator@charging.example", "correct horse"


@pytest.fixture(scope="session")
def node() -> Node:
    """Node with supabase-js installed beside the suite."""
    return with_packages(HERE)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


@pytest.fixture
async def url(database_url: str, listener: socket.socket) -> AsyncIterator[str]:
    """Address of a server with the accounts and their first administrator."""
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    passwords = Argon2Pool(CHEAP)
    accounts = Accounts(
        tokens=AccessTokens(new_signing_key(), f"{url}/auth/v1"),
        passwords=passwords,
        throttle=FailureThrottle(FOR_PEOPLE),
        server_secret=SECRET,
    )
    async with opened(database_url):
        await accounts.ensure_admin(EMAIL, PASSWORD)
        server = uvicorn.Server(uvicorn.Config(_app(accounts), log_level="warning", lifespan="off"))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        yield url
        server.should_exit = True
        await serving
    passwords.close()


def _app(accounts: Accounts) -> FastAPI:
    app = FastAPI()
    app.state.accounts = app.state.principals = accounts
    app.include_router(auth.router)
    return app


async def test_supabase_js_works_unchanged(node: Node, url: str) -> None:
    suite = await asyncio.create_subprocess_exec(
        node.program,
        "--test",
        "--test-reporter=spec",
        str(SUITE),
        env={**os.environ, "ACCOUNTS_URL": url, "ACCOUNTS_EMAIL": EMAIL, "ACCOUNTS_PASSWORD": PASSWORD},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await suite.communicate()
    assert suite.returncode == 0, output.decode(errors="replace")


def test_it_is_the_version_that_the_dashboard_has() -> None:
    ours = json.loads((HERE / "package.json").read_text())["devDependencies"]
    theirs = json.loads((FRONTEND / "package.json").read_text())["dependencies"]
    assert ours["@supabase/supabase-js"] == theirs["@supabase/supabase-js"]
