"""The server starts with the environment that render.yaml and the image give it, on an empty PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import httpx

from tests.deployment.test_files import health_command, render_values
from tests.journeys.server import RunningServer
from tests.services.postgres import postgres

DASHBOARD = "https://dashboard.example"
PUBLIC = "https://csms.example"


def _healthy(port: int) -> bool:
    """What HEALTHCHECK runs, with the interpreter of the tests."""
    command = [sys.executable, *health_command()[1:]]
    environment = {"PATH": os.environ["PATH"], "PORT": str(port)}
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0


def test_it_starts_as_render_starts_it(tmp_path: Path) -> None:
    """It migrates an empty database, answers everywhere, knows the dashboard's origin, and ends with SIGTERM."""
    # The port, the folder and the database are those of this machine.
    own = {"PORT", "DATA_DIR", "DATABASE_URL", "ADMIN_EMAIL", "ADMIN_PASSWORD", "PUBLIC_URL", "CORS_ORIGINS"}
    values = {name: value for name, value in render_values().items() if name not in own}
    database_url = postgres().url(postgres().create_database())
    server = RunningServer(
        tmp_path,
        database_url,
        open_files=None,
        prepared=False,
        PUBLIC_URL=PUBLIC,
        CORS_ORIGINS=DASHBOARD,
        **values,
    )
    with server, httpx.Client(base_url=server.url) as client:
        for path in ("/health", "/health/ready", "/docs", "/openapi.json"):
            assert client.get(path).status_code == 200, path
        preflight = {"Origin": DASHBOARD, "Access-Control-Request-Method": "GET"}
        answer = client.options("/api/v1/config", headers=preflight)
        assert answer.headers["Access-Control-Allow-Origin"] == DASHBOARD
        stranger = {**preflight, "Origin": "https://elsewhere.example"}
        refused = client.options("/api/v1/config", headers=stranger)
        assert "Access-Control-Allow-Origin" not in refused.headers
        assert f"{PUBLIC.replace('http', 'ws', 1)}/ocpp/" in server.log()
        assert _healthy(server.port)
        assert server.stop() == 0
        assert not _healthy(server.port)
