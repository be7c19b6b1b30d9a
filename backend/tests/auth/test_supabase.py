"""Tokens of a Supabase project: who is let in as whom, and every kind of forged one (S9)."""

import asyncio
import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import AsyncIterator
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from csms.auth.errors import InvalidToken, SessionNotFound, UserBanned
from csms.auth.remote_document import COOL_DOWN
from csms.auth.remote_keys import KeysUnavailable, RemoteKeys
from csms.auth.supabase import SupabaseAccounts, SupabaseTokens
from csms.auth.tokens import LEEWAY, MAX_LENGTH, AccessTokens
from csms.store.accounts import create_user
from csms.store.models.accounts import Identity, Session, User
from tests.auth.project import JWKS, Project, jwk, new_key, running
from tests.auth.support import FakeClock, new_signing_key

SHARED = "the-shared-secret-of-an-old-project-with-length"


@pytest.fixture
async def project() -> AsyncIterator[Project]:
    async with running() as project:
        yield project


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


@pytest.fixture
def tokens(project: Project, client: httpx.AsyncClient, clock: FakeClock) -> SupabaseTokens:
    return SupabaseTokens(project.url, RemoteKeys(project.url + JWKS, client, clock.monotonic), clock=clock)


@pytest.fixture
def with_secret(project: Project, client: httpx.AsyncClient, clock: FakeClock) -> SupabaseTokens:
    """Of a project that signs with a shared secret, or did."""
    keys = RemoteKeys(project.url + JWKS, client, clock.monotonic)
    return SupabaseTokens(project.url, keys, SHARED, clock)


@pytest.fixture
def accounts(database: None, tokens: SupabaseTokens, clock: FakeClock) -> SupabaseAccounts:
    return SupabaseAccounts(tokens, clock)


def now(clock: FakeClock) -> float:
    return clock().timestamp()


class TestWhoIsLetIn:
    async def test_the_first_time_makes_a_person(
        self, accounts: SupabaseAccounts, project: Project, clock: FakeClock
    ) -> None:
        subject = str(uuid.uuid4())
        token = project.token(now(clock), sub=subject, email="Ines@Example.com")
        one, same = await accounts.authenticate(token), await accounts.authenticate(token)
        assert one.user.id == same.user.id
        assert (one.email, one.role, one.user.realm) == ("ines@example.com", "user", project.issuer)
        assert one.user.user_metadata == {"name": "Ines Vogel"}
        identity = await Identity.get()
        assert (identity.issuer, identity.subject) == (project.issuer, subject)

    async def test_two_first_requests_at_once_make_one(
        self, accounts: SupabaseAccounts, project: Project, clock: FakeClock
    ) -> None:
        token = project.token(now(clock))
        people = await asyncio.gather(*(accounts.authenticate(token) for _ in range(8)))
        assert len({person.user.id for person in people}) == 1
        assert await User.all().count() == await Identity.all().count() == 1

    async def test_the_role_is_ours_from_the_second_time_on(
        self, accounts: SupabaseAccounts, project: Project, clock: FakeClock
    ) -> None:
        """`app_metadata` gives the first one only; taken back or raised there later, nothing changes here."""
        sub = str(uuid.uuid4())
        first = await accounts.authenticate(
            project.token(now(clock), sub=sub, app_metadata={"role": "operator"})
        )
        assert first.role == "operator"
        later = project.token(now(clock), sub=sub, app_metadata={"role": "admin"})
        assert (await accounts.authenticate(later)).role == "operator"
        await User.filter(id=first.user.id).update(role="viewer")
        assert (await accounts.authenticate(later)).role == "viewer"
        assert (await accounts.recheck(first)).role == "viewer"

    @pytest.mark.parametrize(
        "changes",
        [
            {"user_metadata": {"role": "admin", "app_metadata": {"role": "admin"}}},
            {"app_metadata": {"role": "superuser"}},
            {"app_metadata": {"role": ["admin"]}},
            {"app_metadata": "admin"},
            {"app_metadata": None},
        ],
        ids=str,
    )
    async def test_no_other_word_makes_a_role(
        self, accounts: SupabaseAccounts, project: Project, clock: FakeClock, changes: dict[str, Any]
    ) -> None:
        assert (await accounts.authenticate(project.token(now(clock), **changes))).role == "user"

    async def test_an_address_joins_nobody(
        self, accounts: SupabaseAccounts, project: Project, clock: FakeClock
    ) -> None:
        """Who has the administrator's e-mail address over there is not the administrator here."""
        own = await create_user("ines@example.com", "x", "admin", clock())
        stranger = await accounts.authenticate(project.token(now(clock), email="ines@example.com"))
        assert (stranger.user.id != own.id, stranger.role) == (True, "user")

    async def test_an_address_changes_hands(
        self, accounts: SupabaseAccounts, project: Project, clock: FakeClock
    ) -> None:
        old, new = str(uuid.uuid4()), str(uuid.uuid4())
        before = await accounts.authenticate(project.token(now(clock), sub=old, email="desk@example.com"))
        after = await accounts.authenticate(project.token(now(clock), sub=new, email="desk@example.com"))
        assert before.user.id != after.user.id
        assert (await User.get(id=before.user.id)).email == str(before.user.id)
        moved = await accounts.authenticate(project.token(now(clock), sub=old, email="other@example.com"))
        assert (moved.user.id, moved.email) == (before.user.id, "other@example.com")

    @pytest.mark.parametrize("email", [None, "", "no address", 7])
    async def test_without_an_address_too(
        self, accounts: SupabaseAccounts, project: Project, clock: FakeClock, email: Any
    ) -> None:
        person = await accounts.authenticate(
            project.token(now(clock), email=email, user_metadata={"name": 7})
        )
        assert person.email == str(person.user.id)

    async def test_who_is_banned_here_stays_out(
        self, accounts: SupabaseAccounts, project: Project, clock: FakeClock
    ) -> None:
        token = project.token(now(clock))
        person = await accounts.authenticate(token)
        await User.filter(id=person.user.id).update(banned=True)
        for again in (accounts.authenticate(token), accounts.recheck(person)):
            with pytest.raises(UserBanned):
                await again

    async def test_who_stays_connected_is_looked_at_again(
        self, accounts: SupabaseAccounts, project: Project, clock: FakeClock
    ) -> None:
        person = await accounts.authenticate(project.token(now(clock)))
        assert (await accounts.recheck(person)).user.id == person.user.id
        await User.filter(id=person.user.id).delete()
        with pytest.raises(SessionNotFound):
            await accounts.recheck(person)
        clock.advance(hours=2)
        with pytest.raises(InvalidToken):
            await accounts.recheck(person)

    async def test_last_seen_is_noted_now_and_then(
        self, accounts: SupabaseAccounts, project: Project, clock: FakeClock
    ) -> None:
        token, began = project.token(now(clock)), clock()
        await accounts.authenticate(token)
        clock.advance(seconds=30)
        await accounts.authenticate(token)
        assert (await Identity.get()).last_seen_at == began
        clock.advance(seconds=30)
        await accounts.authenticate(token)
        assert (await Identity.get()).last_seen_at == clock()


class TestKeys:
    async def test_rotation(self, tokens: SupabaseTokens, project: Project, clock: FakeClock) -> None:
        """A new key is taken when its first token comes; one that was taken back is good no more."""
        old = project.token(now(clock))
        await tokens.verify(old)
        project.keys["k2"] = new_key()
        clock.advance(seconds=COOL_DOWN)
        assert (await tokens.verify(project.token(now(clock), "k2"))).person.email == "ines@example.com"
        del project.keys["k1"]
        clock.advance(seconds=COOL_DOWN)
        with pytest.raises(InvalidToken):
            await tokens.verify(project.token(now(clock), "k2").replace(".", "x.", 1))
        await tokens.verify(old)
        clock.advance(minutes=10)
        with pytest.raises(InvalidToken, match="unknown key id"):
            await tokens.verify(old)

    async def test_the_project_is_away(
        self, tokens: SupabaseTokens, project: Project, clock: FakeClock
    ) -> None:
        """Nobody is signed out for that: it is no verdict on the token."""
        project.status = 502
        with pytest.raises(KeysUnavailable):
            await tokens.verify(project.token(now(clock)))

    async def test_a_shared_secret(
        self, with_secret: SupabaseTokens, project: Project, clock: FakeClock
    ) -> None:
        token = jwt.encode(project.claims(now(clock)), SHARED, "HS256", {"kid": "legacy"})
        assert (await with_secret.verify(token)).person.email == "ines@example.com"
        assert (await with_secret.verify(project.token(now(clock)))).person.issuer == project.issuer

    async def test_a_shared_secret_needs_no_key_set(
        self, with_secret: SupabaseTokens, project: Project, clock: FakeClock
    ) -> None:
        project.status = 404
        await with_secret.verify(jwt.encode(project.claims(now(clock)), SHARED, "HS256", {"kid": "legacy"}))
        with pytest.raises(KeysUnavailable):
            await with_secret.verify(project.token(now(clock)))


def forged(token: str, header: dict[str, Any], payload: dict[str, Any] | None = None) -> str:
    """Another header or payload over the signature of somebody else."""
    parts = token.split(".")
    parts[0] = part(header)
    if payload is not None:
        parts[1] = part(payload)
    return ".".join(parts)


def part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


class TestForgeries:
    @pytest.fixture(params=["with a key set", "with a shared secret too"])
    def verifier(
        self, request: pytest.FixtureRequest, tokens: SupabaseTokens, with_secret: SupabaseTokens
    ) -> SupabaseTokens:
        return tokens if request.param == "with a key set" else with_secret

    @pytest.mark.parametrize(
        "changes",
        [
            {"iss": "https://other.supabase.co/auth/v1"},
            {"iss": None},
            {"aud": "other"},
            {"aud": None},
            {"exp": None},
            {"exp": "tomorrow"},
            {"exp": True},
            {"exp": 1e30},
            {"sub": None},
            {"sub": ""},
            {"sub": 7},
            {"sub": "a\0b"},
            {"sub": "x" * 256},
            {"role": None},
            {"role": "anon"},
            {"role": "service_role"},
            {"role": "postgres"},
            {"session_id": None},
            {"session_id": "none"},
            {"is_anonymous": True},
        ],
        ids=str,
    )
    async def test_claims_that_are_not_those_of_a_person(
        self, verifier: SupabaseTokens, project: Project, clock: FakeClock, changes: dict[str, Any]
    ) -> None:
        """Signed by the project itself: its anon and service keys among them."""
        with pytest.raises(InvalidToken):
            await verifier.verify(project.token(now(clock), **changes))

    async def test_times(self, verifier: SupabaseTokens, project: Project, clock: FakeClock) -> None:
        seconds = int(now(clock))
        wrong: list[dict[str, Any]] = [
            {"exp": seconds - LEEWAY},
            {"iat": seconds + 60},
            {"nbf": seconds + 60},
        ]
        for changes in wrong:
            with pytest.raises(InvalidToken):
                await verifier.verify(project.token(now(clock), **changes))

    async def test_no_signature(self, verifier: SupabaseTokens, project: Project, clock: FakeClock) -> None:
        claims = project.claims(now(clock))
        for header in ({"kid": "k1"}, {}):
            for algorithm in ("none", "None", "NONE"):
                token = f"{part({'alg': algorithm, 'typ': 'JWT', **header})}.{part(claims)}."
                with pytest.raises(InvalidToken):
                    await verifier.verify(token)

    async def test_the_public_key_as_a_shared_secret(
        self, verifier: SupabaseTokens, project: Project, clock: FakeClock
    ) -> None:
        public = project.keys["k1"].public_key()
        pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        for secret in (pem, pem.strip(), json.dumps(project.key_set()["keys"][0]).encode()):
            for key_id in ("k1", "k2"):
                with pytest.raises(InvalidToken):
                    await verifier.verify(hs256(project.claims(now(clock)), secret, key_id))

    async def test_a_shared_secret_where_none_is_set(
        self, tokens: SupabaseTokens, project: Project, clock: FakeClock
    ) -> None:
        for secret in (SHARED, ""):
            for key_id in ("k1", "legacy"):
                with pytest.raises(InvalidToken):
                    await tokens.verify(hs256(project.claims(now(clock)), secret.encode(), key_id))

    async def test_the_shared_secret_under_the_id_of_a_key(
        self, with_secret: SupabaseTokens, project: Project, clock: FakeClock
    ) -> None:
        """The key set decides which algorithm that key id is for."""
        with pytest.raises(InvalidToken):
            await with_secret.verify(hs256(project.claims(now(clock)), SHARED.encode(), "k1"))

    async def test_somebody_elses_key(
        self, verifier: SupabaseTokens, project: Project, clock: FakeClock
    ) -> None:
        """Named in the header, hidden in it, or behind an address in it."""
        own, claims = new_key(), project.claims(now(clock))
        for header in (
            {"kid": "k1"},
            {"kid": "k9"},
            {},
            {"kid": "k1", "jwk": jwk(own, "k1")},
            {"kid": "k9", "jku": "https://evil.example/jwks.json"},
            {"kid": "k1", "x5u": "https://evil.example/cert.pem"},
        ):
            with pytest.raises(InvalidToken):
                await verifier.verify(jwt.encode(claims, own, "ES256", header))
        assert set(project.asked) <= {JWKS}

    async def test_another_payload_or_header_over_a_good_signature(
        self, verifier: SupabaseTokens, project: Project, clock: FakeClock
    ) -> None:
        good = project.token(now(clock))
        claims = project.claims(now(clock), app_metadata={"role": "admin"})
        for token in (
            forged(good, {"alg": "ES256", "kid": "k1"}, claims),
            forged(good, {"alg": "RS256", "kid": "k1"}),
            forged(good, {"alg": "ES256", "kid": ["k1"]}),
            forged(good, {"alg": "ES256", "kid": "k1", "crit": ["exp"]}),
            good[:-2],
            good + "." + good,
            "",
            "x.y.z",
            "\ud800",
            good + "x" * MAX_LENGTH,
        ):
            with pytest.raises(InvalidToken):
                await verifier.verify(token)

    async def test_tokens_of_the_embedded_accounts(
        self, verifier: SupabaseTokens, project: Project, clock: FakeClock
    ) -> None:
        key = new_signing_key("k1")
        embedded = AccessTokens(key, project.issuer, clock)
        user = User(
            id=uuid.uuid4(), email="a@example.com", role="admin", created_at=clock(), updated_at=clock()
        )
        session = Session(id=uuid.uuid4(), user_id=user.id, created_at=clock(), last_used_at=clock())
        token, _ = embedded.issue(user, session)
        with pytest.raises(InvalidToken):
            await verifier.verify(token)
        with pytest.raises(InvalidToken):
            embedded.verify(project.token(now(clock)))


def hs256(claims: dict[str, Any], secret: bytes, key_id: str) -> str:
    """PyJWT refuses to sign with such keys; forgers do not."""
    signed = f"{part({'alg': 'HS256', 'typ': 'JWT', 'kid': key_id})}.{part(claims)}"
    signature = hmac.digest(secret, signed.encode(), hashlib.sha256)
    return f"{signed}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"
