"""supabase-js, unchanged: against a real server on both databases, and against a Supabase: a stand-in of one, or the
project that SUPABASE_URL names.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.journeys.mailbox import Mailbox, open_mailbox
from tests.journeys.server import ADMIN_EMAIL, RunningServer, new_postgresql
from tests.services.node import Node, with_packages
from tests.services.supabase import SupabaseProject, running

HERE = Path(__file__).parent
FRONTEND = HERE.parents[3] / "frontend"
EVERYWHERE = ("accounts.test.js", "letters.test.js")
AT_A_SUPABASE = (*EVERYWHERE, "project.test.js", "server.test.js")
OF_A_SUPABASE = ("SUPABASE_URL", "SUPABASE_ANON_KEY", "SUPABASE_SERVICE_ROLE_KEY")
GIVEN = os.environ.get("SUPABASE_URL", "")
PATIENT = 1800
"""Seconds. A project lets one sign-in through in ten seconds, after the first thirty."""

Place = dict[str, str]


@pytest.fixture(scope="session")
def node() -> Node:
    """Node with supabase-js installed beside the suite."""
    return with_packages(HERE)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with open_mailbox() as mailbox:
        yield mailbox


@pytest.fixture(params=["sqlite", "postgresql"])
def embedded(request: pytest.FixtureRequest, tmp_path: Path, mailbox: Mailbox) -> Iterator[Place]:
    """What `place.js` has to be told of a server that keeps the accounts itself."""
    database = new_postgresql() if request.param == "postgresql" else ""
    with RunningServer(
        tmp_path, database, password="", open_files=None, prepared=True, **mailbox.settings
    ) as server:
        yield {
            "ACCOUNTS_URL": server.url,
            "ADMIN_EMAIL": ADMIN_EMAIL,
            "ADMIN_PASSWORD": server.password,
            "MAILBOX_URL": mailbox.url,
        }


def place_of(project: SupabaseProject, keys: str) -> Place:
    of, old = project.api_keys, keys == "old keys"
    return {
        "SUPABASE_URL": project.url,
        "SUPABASE_ANON_KEY": of.anon if old else of.publishable,
        "SUPABASE_SERVICE_ROLE_KEY": of.service_role if old else of.secret,
        "SUPABASE_REUSE_INTERVAL": "1",
    }


@asynccontextmanager
async def supabase(keys: str) -> AsyncIterator[Place]:
    if GIVEN:
        yield {name: os.environ[name] for name in OF_A_SUPABASE}
        return
    async with running(reuse_interval=1, refill=20) as project:
        yield place_of(project, keys)
        assert project.people.users == {}, "the suite leaves nobody behind"


@pytest.fixture(params=["given"] if GIVEN else ["new keys", "old keys"])
async def project(request: pytest.FixtureRequest) -> AsyncIterator[Place]:
    """What `place.js` has to be told of a Supabase."""
    async with supabase(request.param) as place:
        yield place


async def succeeds(node: Node, place: Place, *suites: str) -> None:
    run = await asyncio.create_subprocess_exec(
        node.program,
        "--test",
        "--test-concurrency=1",
        "--test-reporter=spec",
        *(str(HERE / suite) for suite in suites),
        env={**{name: value for name, value in os.environ.items() if name not in OF_A_SUPABASE}, **place},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await run.communicate()
    assert run.returncode == 0, output.decode(errors="replace")


@pytest.mark.timeout(180)
@pytest.mark.parametrize("suite", EVERYWHERE)
async def test_supabase_js_works_unchanged(node: Node, embedded: Place, suite: str) -> None:
    await succeeds(node, embedded, suite)


@pytest.mark.timeout(PATIENT)
async def test_the_suite_holds_at_a_supabase(node: Node, project: Place, tmp_path: Path) -> None:
    """The same suite, and the server beside it, whose people sign in there."""
    with RunningServer(
        tmp_path,
        SUPABASE_URL=project["SUPABASE_URL"],
        SUPABASE_ANON_KEY=project["SUPABASE_ANON_KEY"],
        SUPABASE_JWT_SECRET=os.environ.get("SUPABASE_JWT_SECRET", ""),
    ) as server:
        await succeeds(node, {**project, "SERVER_URL": server.url}, *AT_A_SUPABASE)


def test_it_is_the_version_that_the_dashboard_has() -> None:
    """Of supabase-js the dashboard takes its client for accounts, which has the same version (decision 0012)."""
    ours = json.loads((HERE / "package.json").read_text())["devDependencies"]
    theirs = json.loads((FRONTEND / "package.json").read_text())["dependencies"]
    assert ours["@supabase/supabase-js"] == theirs["@supabase/auth-js"]
