"""Servers that the journeys share: one on each database, started when the first journey asks for it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Page

from tests.journeys.browsing import Complaints, browsing
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer, new_postgresql

CALL_TIMEOUT = 2.0
"""Seconds a charger has to answer the shared servers."""

BROWSED = (
    "test_browsing.py",
    "test_dashboard_apart.py",
    "test_every_page.py",
    "test_google.py",
    "test_letters.py",
    "test_supabase_project.py",
)
"""Journeys with a browser that are not named after it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a busy machine may lose a race: its journey goes once more, and the run tells (RERUN) with why."""
    for item in items:
        if item.path.name.startswith("test_browser") or item.path.name in BROWSED:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shared_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    folder = tmp_path_factory.mktemp("server")
    url = new_postgresql() if request.param == "postgresql" else ""
    with RunningServer(folder, url, OCPP_CALL_TIMEOUT=str(CALL_TIMEOUT)) as server:
        yield server
        server.stop()


@pytest.fixture
def server(shared_server: RunningServer) -> Iterator[RunningServer]:
    """A server that has been running for a while, on SQLite and on PostgreSQL."""
    before = len(shared_server.log())
    yield shared_server
    shared_server.assert_clean_log(since=before)


@pytest.fixture
async def operator(server: RunningServer) -> AsyncIterator[Operator]:
    async with server.operator() as operator:
        yield operator


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
async def page(server: RunningServer, complaints: Complaints) -> AsyncIterator[Page]:
    """The dashboard of the journey's server in a browser; nobody is signed in."""
    async with browsing(server, complaints) as page:
        yield page
