"""What the folder `supabase` says to a new project."""

import json
import re
import tomllib
from pathlib import Path

import asyncpg

from tests.journeys.server import new_postgresql

FOLDER = Path(__file__).parents[3] / "supabase"


def test_the_settings_of_a_local_one() -> None:
    auth = tomllib.loads((FOLDER / "config.toml").read_text())["auth"]
    assert not auth["enable_anonymous_sign_ins"]
    assert auth["email"]["enable_confirmations"]
    for address in auth["additional_redirect_urls"]:
        assert re.fullmatch(r"http://localhost:\d+/auth/\*\*", address)


async def test_the_first_administrator() -> None:
    """In a table like Supabase's: what was there stays, and nobody else is changed."""
    statement = (FOLDER / "first_administrator.sql").read_text()
    connection = await asyncpg.connect(new_postgresql())
    try:
        await connection.execute("create schema auth")
        await connection.execute("create table auth.users (email text, raw_app_meta_data jsonb)")
        people = [
            ("you@example.com", '{"provider": "email"}'),
            ("you@example.com", None),
            ("b@example.com", "{}"),
        ]
        await connection.executemany("insert into auth.users values ($1, $2)", people)
        await connection.execute(statement)
        found = await connection.fetch("select raw_app_meta_data from auth.users order by email desc, 1 desc")
    finally:
        await connection.close()
    assert [json.loads(row[0]) for row in found] == [
        {"provider": "email", "role": "admin"},
        {"role": "admin"},
        {},
    ]
