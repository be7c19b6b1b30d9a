"""argon2id in a bounded pool (reliability 0.8)."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from argon2 import extract_parameters

from csms.auth.errors import Busy, WeakPassword
from csms.auth.passwords import (
    FOR_PEOPLE,
    MAX_BYTES,
    OWASP_MINIMUM,
    Argon2Parameters,
    Argon2Pool,
    check_new,
)
from tests.auth.support import CHEAP, spy_on


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Holds up the pool's threads until it is set."""
    gate = threading.Event()
    yield gate
    gate.set()


class TestVerify:
    async def test_only_the_password_itself_fits(self, pool: Argon2Pool) -> None:
        stored = await pool.hash(b"secret \xff\0")
        assert stored.startswith("$argon2id$v=19$m=8,t=1,p=1$")
        assert await pool.verify(stored, b"secret \xff\0")
        assert not await pool.verify(stored, b"secret \xff")
        assert not await pool.verify(stored, b"")

    async def test_every_hash_has_its_own_salt(self, pool: Argon2Pool) -> None:
        assert await pool.hash(b"secret") != await pool.hash(b"secret")

    @pytest.mark.parametrize("stored", ["", "nonsense", "$argon2id$", "$2b$12$abcdefghijklmnopqrstuv"])
    async def test_what_is_no_hash_of_ours_fits_nothing(self, pool: Argon2Pool, stored: str) -> None:
        assert not await pool.verify(stored, b"secret")

    async def test_nothing_stored_costs_the_same_work(
        self, pool: Argon2Pool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        verified = spy_on(pool, monkeypatch)
        stored = await pool.hash(b"secret")
        assert not await pool.verify(None, b"secret")
        assert not await pool.verify(stored, b"guess")
        assert extract_parameters(verified[0]) == extract_parameters(verified[1])

    async def test_a_hash_made_with_other_parameters_is_outdated(self, pool: Argon2Pool) -> None:
        other = Argon2Pool(Argon2Parameters(memory=16, passes=1))
        stored = await other.hash(b"secret")
        other.close()
        assert await pool.verify(stored, b"secret")
        assert pool.is_outdated(stored)
        assert not pool.is_outdated(await pool.hash(b"secret"))


class TestBounds:
    async def test_one_more_than_the_backlog_is_refused_at_once(self, gate: threading.Event) -> None:
        pool = Argon2Pool(CHEAP, workers=1, backlog=2)
        waiting = [asyncio.ensure_future(pool._run(gate.wait)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await pool.verify(None, b"secret")
        gate.set()
        await asyncio.gather(*waiting)
        assert await pool.hash(b"secret")
        pool.close()

    async def test_a_caller_that_goes_away_keeps_its_place_until_the_work_is_done(
        self, gate: threading.Event
    ) -> None:
        pool = Argon2Pool(CHEAP, workers=1, backlog=1)
        caller = asyncio.ensure_future(pool._run(gate.wait))
        await asyncio.sleep(0)
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        with pytest.raises(Busy):
            await pool.verify(None, b"secret")
        gate.set()
        await asyncio.wrap_future(pool._threads.submit(bool))  # done after the one before it
        assert await pool.hash(b"secret")
        pool.close()

    async def test_the_event_loop_goes_on_meanwhile(self, gate: threading.Event) -> None:
        pool = Argon2Pool(CHEAP, workers=1)
        waiting = asyncio.ensure_future(pool._run(gate.wait))
        await asyncio.sleep(0)
        assert not waiting.done()
        gate.set()
        assert await waiting
        pool.close()


def test_parameters_are_at_least_the_minimum_of_owasp() -> None:
    assert (OWASP_MINIMUM.memory, OWASP_MINIMUM.passes, OWASP_MINIMUM.lanes) == (19456, 2, 1)
    assert FOR_PEOPLE.memory * FOR_PEOPLE.passes > OWASP_MINIMUM.memory * OWASP_MINIMUM.passes


class TestNewPassword:
    @pytest.mark.parametrize("password", ["12345678", " " * 8, "пароль12", "x" * MAX_BYTES])
    def test_is_accepted(self, password: str) -> None:
        check_new(password)

    @pytest.mark.parametrize("password", ["", "1234567", "x" * (MAX_BYTES + 1), "ö" * (MAX_BYTES // 2 + 1)])
    def test_is_refused(self, password: str) -> None:
        with pytest.raises(WeakPassword) as refusal:
            check_new(password)
        assert refusal.value.reasons == ("length",)
