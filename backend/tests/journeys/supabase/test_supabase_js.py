"""supabase-js, unchanged, against a real server on both databases, and against a Supabase where one is given."""

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.mailbox import Mailbox, open_mailbox
from tests.journeys.server import ADMIN_EMAIL, RunningServer, new_postgresql
from tests.services.node import Node, with_packages

HERE = Path(__file__).parent
FRONTEND = HERE.parents[3] / "frontend"
SUITES = ("accounts.test.js", "letters.test.js")
OF_A_SUPABASE = ("SUPABASE_URL", "SUPABASE_ANON_KEY", "SUPABASE_SERVICE_ROLE_KEY")
WHERE = ["supabase"] if os.environ.get("SUPABASE_URL") else ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def node() -> Node:
    """Node with supabase-js installed beside the suite."""
    return with_packages(HERE)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with open_mailbox() as mailbox:
        yield mailbox


@pytest.fixture(params=WHERE)
def place(request: pytest.FixtureRequest, tmp_path: Path, mailbox: Mailbox) -> Iterator[dict[str, str]]:
    """What `place.js` has to be told."""
    if request.param == "supabase":
        yield {name: os.environ[name] for name in OF_A_SUPABASE}
        return
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


@pytest.mark.timeout(180)
@pytest.mark.parametrize("suite", SUITES)
async def test_supabase_js_works_unchanged(node: Node, place: dict[str, str], suite: str) -> None:
    run = await asyncio.create_subprocess_exec(
        node.program,
        "--test",
        "--test-reporter=spec",
        str(HERE / suite),
        env={**os.environ, **place},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await run.communicate()
    assert run.returncode == 0, output.decode(errors="replace")


def test_it_is_the_version_that_the_dashboard_has() -> None:
    """Of supabase-js the dashboard takes its client for accounts, which has the same version (decision 0012)."""
    ours = json.loads((HERE / "package.json").read_text())["devDependencies"]
    theirs = json.loads((FRONTEND / "package.json").read_text())["dependencies"]
    assert ours["@supabase/supabase-js"] == theirs["@supabase/auth-js"]
