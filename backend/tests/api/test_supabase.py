"""With a Supabase project in place of the embedded accounts: who comes in, what is told, what is left to Supabase."""

import uuid
from collections.abc import AsyncIterator
from typing import Any

import httpx
import jwt
import pytest

from csms.api.app import create_app
from csms.auth.credentials import ChargerCredentials
from csms.auth.passwords import Argon2Pool
from csms.auth.remote_document import COOL_DOWN, FRESH
from csms.auth.supabase_project import SupabaseProject
from csms.auth.tokens import MAX_LENGTH
from csms.auth.users import Users
from csms.config import Settings
from csms.store.models import Identity, User
from tests.api.conftest import EMAIL, KEY, PASSWORD, Api, serving
from tests.auth.project import Project, jwk, new_key, running
from tests.auth.support import HERE, SECRET, FakeClock, make_accounts, make_embedded
from tests.services.database import Database

USERS = "/api/admin/users"
PUBLISHABLE = "sb_publishable_a"


class Client(Api):
    project: Project

    def token(self, **changes: Any) -> str:
        return self.project.token(self.clock().timestamp(), **changes)

    def as_(self, token: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}"}

    async def comes(self, **changes: Any) -> tuple[dict[str, str], dict[str, Any]]:
        """The header of somebody who has just signed in, and what `/api/me` says of them."""
        header = self.as_(self.token(**changes))
        answer = await self.get("/api/me", headers=header)
        assert answer.status_code == 200, answer.text
        return header, answer.json()


@pytest.fixture
async def client(
    database: Database, clock: FakeClock, pool: Argon2Pool, settings: Settings
) -> AsyncIterator[Client]:
    async with running() as project:
        there = settings.model_copy(update={"supabase_url": project.url, "supabase_anon_key": PUBLISHABLE})
        supabase = SupabaseProject(project.url, PUBLISHABLE, clock=clock, monotonic=clock.monotonic)
        accounts = make_accounts(clock, pool, KEY)
        await accounts.ensure_admin(EMAIL, PASSWORD)  # from the time before
        embedded = make_embedded(accounts, clock, pool, post=None)
        credentials = ChargerCredentials(SECRET, pool)
        async with serving(
            database, embedded, Users(pool, clock), credentials, there, clock, supabase
        ) as services:
            transport = httpx.ASGITransport(create_app(services), raise_app_exceptions=False)
            async with Client(transport=transport, base_url="http://test") as client:
                client.project, client.clock, client.accounts = project, clock, accounts
                yield client
        await supabase.close()


async def test_the_dashboard_is_told_where_to_sign_in(client: Client) -> None:
    """Supabase says how; it is asked once for many, with the key that its gateway wants."""
    first, again = [(await client.get("/api/v1/config")).json() for _ in range(2)]
    assert first == again
    assert (first["auth_url"], first["publishable_key"]) == (client.project.issuer, PUBLISHABLE)
    assert (first["providers"], first["signup"]) == (["email", "google"], "open")
    assert client.project.asked == ["/auth/v1/settings"]
    assert f"\r\napikey: {PUBLISHABLE}\r\n" in client.project.said


async def test_its_scripts_may_talk_to_the_project(client: Client) -> None:
    policy = (await client.get("/")).headers["Content-Security-Policy"]
    assert f" {client.project.url} " in policy.split("connect-src")[1].split(";")[0]


async def test_the_doors_of_embedded_accounts_are_closed(client: Client) -> None:
    """Also to those who have an account there from before, and whatever they send."""
    body = {"email": EMAIL, "password": PASSWORD}
    for answer in (
        await client.post("/auth/v1/token?grant_type=password", json=body),
        await client.post("/auth/v1/token?grant_type=password", content=b"{"),
        await client.get("/auth/v1/.well-known/jwks.json"),
        await client.get("/auth/v1/user", headers=client.as_(client.token())),
        await client.get("/auth/v1/settings"),
    ):
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
        assert client.project.issuer in answer.json()["detail"]


async def test_our_table_says_who_may_what(client: Client) -> None:
    """The first role is of `app_metadata`; from then on a role or a ban of ours counts at once."""
    chief, _ = await client.comes(app_metadata={"role": "admin"})
    sub = str(uuid.uuid4())
    ines, me = await client.comes(sub=sub, user_metadata={"name": "Ines", "role": "admin"})
    assert (me["role"], me["rights"]) == ("user", [])
    assert (await client.get(USERS, headers=ines)).status_code == 403
    raised = client.as_(client.token(sub=sub, app_metadata={"role": "admin"}))
    assert (await client.get(USERS, headers=raised)).status_code == 403

    place = f"{USERS}/{me['id']}"
    shown = (await client.put(place, json={"role": "viewer"}, headers=chief)).json()
    assert (shown["name"], shown["issuer"], shown["role"]) == ("Ines", client.project.issuer, "viewer")
    assert (await client.get("/api/admin/chargers", headers=ines)).status_code == 200
    assert (await client.put(place, json={"banned": True}, headers=chief)).status_code == 200
    out = await client.get("/api/me", headers=ines)
    assert (out.status_code, out.json()["code"]) == (401, "user_banned")


async def test_people_are_made_and_deleted_at_supabase(client: Client) -> None:
    chief, me = await client.comes(app_metadata={"role": "admin"})
    _, other = await client.comes(email="ole@example.com")
    place = f"{USERS}/{other['id']}"
    for answer in (
        await client.post(USERS, json={"email": "new@example.com"}, headers=chief),
        await client.post("/api/admin/invitations", json={"email": "new@example.com"}, headers=chief),
        await client.put(place, json={"password": "correct horse"}, headers=chief),
        await client.put(place, json={"email": "other@example.com", "role": "admin"}, headers=chief),
        await client.put(place, json={"name": "Ole"}, headers=chief),
        await client.delete(place, headers=chief),
        await client.request("DELETE", "/api/me", json={}, headers=chief),
    ):
        assert answer.status_code == 409, answer.text
        assert client.project.issuer in answer.json()["detail"]
    assert (await User.get(id=other["id"])).role == "user"
    last = await client.put(f"{USERS}/{me['id']}", json={"role": "user"}, headers=chief)
    assert last.status_code == 409  # the administrator from before cannot come in any more


async def test_forged_tokens(client: Client) -> None:
    """Nobody becomes anybody by them: 401, and no row."""
    now, project = client.clock().timestamp(), client.project
    own, admin = new_key(), {"app_metadata": {"role": "admin"}}
    claims = project.claims(now, **admin)
    header, payload, signature = client.token().split(".")
    other_payload = jwt.encode(claims, own, "ES256", {"kid": "k1"}).split(".")[1]
    grant = await client.accounts.sign_in(EMAIL, PASSWORD, HERE)
    tokens = {
        "no signature": jwt.encode(claims, "", "none", {"kid": "k1"}),
        "shared secret": jwt.encode(claims, "s" * 40, "HS256", {"kid": "k1"}),
        "another key": jwt.encode(claims, own, "ES256", {"kid": "k1"}),
        "a key in the header": jwt.encode(claims, own, "ES256", {"kid": "k1", "jwk": jwk(own, "k1")}),
        "a key elsewhere": jwt.encode(claims, own, "ES256", {"kid": "x", "jku": "https://evil.example"}),
        "tampered": f"{header}.{other_payload}.{signature}",
        "cut off": f"{header}.{payload}.{signature[:-3]}",
        "too long": client.token() + "x" * MAX_LENGTH,
        "embedded": grant.access_token,
        "anon key": client.token(role="anon"),
        "service key": client.token(role="service_role", **admin),
        "anonymous": client.token(is_anonymous=True, **admin),
        "other project": client.token(iss="https://other.supabase.co/auth/v1", **admin),
        "other audience": client.token(aud="other", **admin),
        "expired": client.token(exp=int(now) - 60, **admin),
        "not yet": client.token(nbf=int(now) + 60, **admin),
        "without an end": client.token(exp=None, **admin),
        "nobody": client.token(sub=None, **admin),
    }
    for what, token in tokens.items():
        answer = await client.get(USERS, headers=client.as_(token))
        assert answer.status_code == 401, what
        assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"], what
    assert not await User.exclude(realm="").exists()


async def test_supabase_is_away(client: Client) -> None:
    """Nobody's session ends for it: 503 and when to try again; with keys once read, nobody notices."""
    client.project.status = 502
    answer = await client.get("/api/me", headers=client.as_(client.token()))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = (await client.get("/api/v1/config")).json()
    assert (told["auth_url"], told["providers"], told["signup"]) == (client.project.issuer, ["email"], "off")

    client.project.status = 200
    client.clock.advance(seconds=COOL_DOWN)
    await client.comes()
    client.project.status = 502
    client.clock.advance(seconds=FRESH)
    await client.comes()


async def test_a_new_key(client: Client) -> None:
    await client.comes()
    client.project.keys = {"k2": new_key()}
    client.clock.advance(seconds=COOL_DOWN)
    token = client.project.token(client.clock().timestamp(), "k2")
    assert (await client.get("/api/me", headers=client.as_(token))).status_code == 200


async def test_its_tokens_open_no_embedded_door(api: Api, clock: FakeClock) -> None:
    async with running() as project:
        header = {"Authorization": f"Bearer {project.token(clock().timestamp())}"}
    for path in ("/api/me", USERS):
        assert (await api.get(path, headers=header)).status_code == 401
    assert (await api.get("/auth/v1/user", headers=header)).status_code == 403


async def test_a_person_can_be_told_everything_and_be_forgotten(client: Client) -> None:
    """Also one whom Supabase names no address of: the own id stands in its place."""
    chief, _ = await client.comes(app_metadata={"role": "admin"})
    sub = str(uuid.uuid4())
    _, me = await client.comes(sub=sub, email="")
    place = f"{USERS}/{me['id']}"
    (known,) = (await client.get(f"{place}/data", headers=chief)).json()["identities"]
    assert (known["issuer"], known["subject"]) == (client.project.issuer, sub)
    assert me["email"] == me["id"]
    gone = await client.post(f"{place}/erase", json={"email": me["email"]}, headers=chief)
    assert gone.status_code == 200, gone.text
    assert not await Identity.filter(subject=sub).exists()
