"""Key sets of somebody else: kept, renewed, rotated; forged key ids cost the issuer nothing."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from csms.auth import remote_keys
from csms.auth.remote_document import COOL_DOWN, FRESH
from csms.auth.remote_keys import KeysUnavailable, RemoteKeys
from tests.auth.project import JWKS, Project, jwk, new_key, running
from tests.auth.support import FakeClock


@pytest.fixture
async def project() -> AsyncIterator[Project]:
    async with running() as project:
        yield project


@pytest.fixture
async def keys(project: Project, clock: FakeClock) -> AsyncIterator[RemoteKeys]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield RemoteKeys(project.url + JWKS, client, clock.monotonic)


async def test_asked_once_for_many_tokens(project: Project, keys: RemoteKeys) -> None:
    found = await asyncio.gather(*(keys.get("k1") for _ in range(20)))
    assert all(key is not None and key.algorithm == "ES256" for key in found)
    assert project.asked == [JWKS]


async def test_asked_again_when_the_set_is_old(project: Project, keys: RemoteKeys, clock: FakeClock) -> None:
    """A key that the issuer has taken back is good no longer than that."""
    await keys.get("k1")
    project.keys = {"k2": new_key()}
    clock.advance(seconds=FRESH - 1)
    assert await keys.get("k1") is not None
    clock.advance(seconds=1)
    assert await keys.get("k1") is None
    assert len(project.asked) == 2


async def test_a_new_key_is_found_at_once(project: Project, keys: RemoteKeys, clock: FakeClock) -> None:
    await keys.get("k1")
    project.keys["k2"] = rsa.generate_private_key(65537, 2048)
    clock.advance(seconds=COOL_DOWN)
    found = await keys.get("k2")
    assert found is not None
    assert found.algorithm == "RS256"


async def test_made_up_key_ids_do_not_flood_the_issuer(
    project: Project, keys: RemoteKeys, clock: FakeClock
) -> None:
    for number in range(100):
        assert await keys.get(f"made-up-{number}") is None
    assert len(project.asked) == 1
    clock.advance(seconds=COOL_DOWN)
    await keys.get("made-up")
    assert len(project.asked) == 2


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, None), (302, None), (200, b"<html>"), (200, b"[]"), (200, b'{"keys": 1}'), (200, b" " * 300_000)],
)
async def test_while_the_issuer_is_away_known_keys_stay_good(
    project: Project, keys: RemoteKeys, clock: FakeClock, status: int, body: bytes | None
) -> None:
    await keys.get("k1")
    project.status, project.body = status, body
    clock.advance(seconds=FRESH)
    assert await keys.get("k1") is not None
    assert await keys.get("k2") is None


async def test_with_no_key_at_all_nothing_is_known(
    project: Project, keys: RemoteKeys, clock: FakeClock
) -> None:
    """And the issuer is left alone for a while."""
    project.status = 503
    for _ in range(3):
        with pytest.raises(KeysUnavailable):
            await keys.get("k1")
    assert len(project.asked) == 1
    project.status = 200
    clock.advance(seconds=COOL_DOWN)
    assert await keys.get("k1") is not None


def test_only_keys_that_can_sign_here_are_taken() -> None:
    """Other curves, short RSA, keys for encryption, secrets and nonsense are left out, and spoil nothing."""
    keys = [
        jwk(new_key(), "good"),
        jwk(ec.generate_private_key(ec.SECP384R1()), "curve"),
        jwk(rsa.generate_private_key(65537, 1024), "short"),
        jwk(new_key(), "encryption", use="enc"),
        {"kty": "oct", "k": "c2VjcmV0", "kid": "shared", "alg": "HS256"},
        {"kty": "EC", "crv": "P-256", "x": "?", "y": "?", "kid": "broken"},
        {"kid": "empty"},
        {name: value for name, value in jwk(new_key(), "x").items() if name != "kid"},
        "text",
    ]
    assert set(remote_keys.read({"keys": keys})) == {"good"}
