"""`docs/as-described.md`: what the description names is there under that name, and the page's proofs exist."""

import re
from pathlib import Path

import pytest
from dotenv import dotenv_values

from csms.api.app import openapi

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "as-described.md"

ADDRESSES = {
    "/api/admin/stations": {"get", "post"},
    "/api/admin/stations/{id}": {"put", "delete"},
    "/api/admin/chargers": {"get", "post"},
    "/api/admin/chargers/{id}": {"put", "delete"},
    "/api/admin/chargers/{id}/remote-start": {"post"},
    "/api/admin/chargers/{id}/remote-stop": {"post"},
    "/api/admin/transactions": {"get"},
    "/api/admin/transactions/{id}/meter-values": {"get"},
    "/api/admin/transactions/{id}/force-stop": {"post"},
}
SETTINGS = {
    "backend": "DATABASE_URL SUPABASE_URL SUPABASE_ANON_KEY SUPABASE_JWT_SECRET REDIS_URL ENVIRONMENT",
    "frontend": "NEXT_PUBLIC_API_URL NEXT_PUBLIC_SUPABASE_URL NEXT_PUBLIC_SUPABASE_ANON_KEY",
}


def test_every_address_is_there() -> None:
    paths = openapi()["paths"]
    for path, methods in ADDRESSES.items():
        assert methods <= set(paths[path]), path


@pytest.mark.parametrize("half", SETTINGS)
def test_the_settings_are_there(half: str) -> None:
    assert set(SETTINGS[half].split()) <= set(dotenv_values(ROOT / half / ".env.example"))


def test_what_proves_it_exists() -> None:
    links = re.findall(r"\[([^\]]+)\]\(([^)#]+)\)", PAGE.read_text())
    assert len(links) > 20
    for name, target in links:
        file = (PAGE.parent / target).resolve()
        assert file.is_file(), target
        if name.startswith("test_"):
            assert f"def {name}(" in file.read_text(), f"{name} is not in {target}"


def test_the_files_are_where_the_page_says() -> None:
    table = PAGE.read_text().split("## Files")[1]
    for line in table.splitlines()[4:-2]:
        for place in re.findall(r"`([^`]+)`", line.split("|")[2]):
            assert (ROOT / place).exists(), place
