"""Dockerfile, compose.yaml and render.yaml agree with the server, as far as it shows without running them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from csms.config import Settings

ROOT = Path(__file__).parents[3]
FOREIGN = {"PYTHON_VERSION", "PATH", "PYTHONUNBUFFERED"}
"""Read by Render, by uvicorn and by Python, not by our settings."""
SETTINGS = {name.upper() for name in Settings.model_fields}
ASKED_FOR = {
    "DATABASE_URL",
    "REDIS_URL",
    "ENVIRONMENT",
    "SUPABASE_URL",
    "SUPABASE_ANON_KEY",
    "SUPABASE_JWT_SECRET",
}
GUIDES = sorted((ROOT / "docs" / "deployment").glob("*.md"))


def _yaml(name: str) -> Any:
    return YAML(typ="safe", pure=True).load((ROOT / name).read_text())


def _dockerfile() -> list[str]:
    """Its instructions, comments dropped and continued lines joined."""
    text = "\n".join(line for line in _read("Dockerfile").splitlines() if not line.startswith("#"))
    return [line for line in re.sub(r"\\\n\s*", "", text).splitlines() if line.strip()]


def _read(name: str) -> str:
    return (ROOT / name).read_text()


def _render() -> tuple[Any, dict[str, Any]]:
    web = next(service for service in _yaml("render.yaml")["services"] if service["type"] == "web")
    return web, {entry["key"]: entry for entry in web["envVars"]}


def render_values() -> dict[str, str]:
    """The environment of the blueprint: name to value, empty where somebody is asked or Render fills it in."""
    return {name: str(entry.get("value", "")) for name, entry in _render()[1].items()}


def health_command() -> list[str]:
    """What the image's HEALTHCHECK runs."""
    check = next(line for line in _dockerfile() if line.startswith("HEALTHCHECK "))
    command: list[str] = json.loads(check.partition(" CMD ")[2])
    return command


def _ignored(path: str) -> bool:
    """What the patterns of our own .dockerignore say of a path: the last one that matches it counts."""
    ignored = False
    for line in _read(".dockerignore").splitlines():
        if line and not line.startswith("#"):
            pattern = re.escape(line.removeprefix("!")).replace(r"\*\*/", "(.*/)?").replace(r"\*", "[^/]*")
            if re.match(f"{pattern}(/|$)", path):
                ignored = not line.startswith("!")
    return ignored


def test_what_the_image_copies_exists_and_reaches_the_builder() -> None:
    copies = [line.split()[1:-1] for line in _dockerfile() if re.match(r"COPY (?!--from)", line)]
    sources = [source.rstrip("/") for copied in copies for source in copied]
    assert "backend/csms" in sources
    assert [source for source in sources if not (ROOT / source).exists() or _ignored(source)] == []


@pytest.mark.parametrize(
    "path",
    [
        "backend/.env",
        "frontend/.env.local",
        "backend/data",
        "data",
        ".git",
        "frontend/node_modules",
        ".venv",
        "frontend/out",
    ],
)
def test_secrets_and_leftovers_do_not_reach_the_builder(path: str) -> None:
    assert _ignored(path)


def test_base_images_have_a_version() -> None:
    images = [line.split()[1] for line in _dockerfile() if line.startswith("FROM ")]
    images += [
        service["image"] for service in _yaml("compose.yaml")["services"].values() if "image" in service
    ]
    assert len(images) == 5
    assert [image for image in images if not re.fullmatch(r"[a-z]+:\d[\w.-]+", image)] == []


def test_the_image_runs_the_server_as_nobody_special() -> None:
    lines = _dockerfile()
    final = lines[max(index for index, line in enumerate(lines) if line.startswith("FROM ")) :]
    assert [line for line in final if line.startswith("USER ")] == ["USER 10001"]
    command = next(line for line in final if line.startswith("CMD "))
    assert json.loads(command.removeprefix("CMD ")) == ["python", "main.py"]
    assert "STOPSIGNAL SIGTERM" in final
    assert "VOLUME /data" in final
    assert "EXPOSE 8000" in final


def test_the_health_check_is_python_that_compiles() -> None:
    command = health_command()
    assert command[:2] == ["python", "-c"]
    compile(command[2], "HEALTHCHECK", "exec")
    assert "/health" in command[2]


def test_only_locked_wheels_get_into_the_image() -> None:
    assert any("--require-hashes" in line and "-r requirements.txt" in line for line in _dockerfile())


def test_compose_names_settings_that_exist() -> None:
    server = _yaml("compose.yaml")["services"]["server"]
    assert set(server["environment"]) - SETTINGS - FOREIGN == set()


def test_compose_refuses_to_start_without_a_password() -> None:
    services = _yaml("compose.yaml")["services"]
    for value in (
        services["postgres"]["environment"]["POSTGRES_PASSWORD"],
        services["server"]["environment"]["DATABASE_URL"],
    ):
        assert "${POSTGRES_PASSWORD:?" in value


def test_compose_waits_for_services_that_can_be_asked() -> None:
    compose = _yaml("compose.yaml")
    services = compose["services"]
    for name, condition in services["server"]["depends_on"].items():
        assert condition == {"condition": "service_healthy"}
        assert services[name]["healthcheck"]["test"]
    volumes = {volume.split(":")[0] for service in services.values() for volume in service["volumes"]}
    assert volumes == set(compose["volumes"])
    assert services["server"]["ports"] == ["${CSMS_BIND:-127.0.0.1}:8000:8000"]


def test_render_builds_and_starts_as_the_readme_says() -> None:
    web, _ = _render()
    assert web["rootDir"] == "backend"
    assert web["healthCheckPath"].split()[0] == "/health"
    commands = f"cd {web['rootDir']} && {web['buildCommand']} && {web['startCommand']}"
    assert commands in _read("README.md")


def test_render_sets_what_exists_and_all_that_was_asked_for() -> None:
    _, variables = _render()
    assert set(variables) - SETTINGS - FOREIGN == set()
    assert set(variables) >= ASKED_FOR


def test_renders_values_are_usable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    web, _ = _render()
    for name, value in render_values().items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert (settings.host, settings.port, settings.environment) == ("0.0.0.0", 8000, "production")
    assert str(settings.data_dir) == web["disk"]["mountPath"]


def test_renders_references_lead_somewhere() -> None:
    blueprint = _yaml("render.yaml")
    _, variables = _render()
    assert variables["DATABASE_URL"]["fromDatabase"]["name"] in {
        base["name"] for base in blueprint["databases"]
    }
    assert variables["REDIS_URL"]["fromService"]["name"] in {
        service["name"] for service in blueprint["services"]
    }


@pytest.mark.parametrize("secret", ["ADMIN_PASSWORD", "SUPABASE_JWT_SECRET"])
def test_no_secret_is_written_down(secret: str) -> None:
    assert _render()[1][secret] == {"key": secret, "sync": False}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_guides_name_settings_that_exist(guide: Path) -> None:
    foreign = FOREIGN | {"POSTGRES_PASSWORD", "CSMS_BIND"}
    named = set(re.findall(r"\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+\b", guide.read_text()))
    browser = {name for name in named if name.startswith("NEXT_PUBLIC_")}
    assert {name for name in browser if name not in _read("frontend/.env.example")} == set()
    assert named - browser - SETTINGS - foreign == set()


def test_there_are_guides() -> None:
    assert {guide.name for guide in GUIDES} == {
        "behind-a-proxy.md", "docker.md", "plain-linux.md", "render.md", "vercel.md"
    }  # fmt: skip
