"""csms.store.journal: acknowledged means stored, and one cannot fail the others."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from csms.errors import StorageUnavailable
from csms.store import journal as module
from csms.store.facts import AvailabilityDesired, Fact
from csms.store.journal import Journal, RefusedData, Results
from csms.store.models.base import new_id
from tests.services.database import NOW

Answer = Callable[[Sequence[Sequence[Fact]]], None]


class Writer:
    """A database that does as it is told. `gate` holds commits until it is set."""

    def __init__(self, answer: Answer = lambda group: None) -> None:
        self.groups: list[list[Sequence[Fact]]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.busy = asyncio.Event()
        self.answer = answer
        self.closed = False

    async def commit(self, group: Sequence[Sequence[Fact]]) -> Results:
        self.busy.set()
        await self.gate.wait()
        self.answer(group)
        self.groups.append(list(group))
        return Results()

    async def flush(self) -> float | None:
        return None

    async def close(self) -> None:
        self.closed = True


class Entry:
    def __init__(self, name: str, told: list[str], facts: Sequence[Fact] | None = None) -> None:
        self.facts = facts if facts is not None else [fact(name)]
        self.name = name
        self.told = told

    def committed(self, results: Results) -> None:
        self.told.append(f"{self.name} stored")

    def failed(self, error: Exception) -> None:
        self.told.append(f"{self.name} {type(error).__name__}")


def fact(name: str) -> Fact:
    return AvailabilityDesired(new_id(), 1, name, NOW)


@asynccontextmanager
async def running(writer: Writer, patience: float = 0.0) -> AsyncIterator[Journal]:
    journal = Journal(writer, patience=patience)
    journal.start()
    try:
        yield journal
    finally:
        writer.gate.set()
        await journal.stop()


async def test_nobody_is_told_before_the_commit() -> None:
    """R1"""
    writer, told = Writer(), list[str]()
    writer.gate.clear()
    async with running(writer) as journal:
        journal.append(Entry("a", told))
        await asyncio.sleep(0)
        assert told == []
        writer.gate.set()
        await journal.write(fact("b"))
        assert told == ["a stored"]


async def test_what_comes_during_a_commit_is_the_next_group() -> None:
    writer, told = Writer(), list[str]()
    writer.gate.clear()
    async with running(writer) as journal:
        journal.append(Entry("a", told))
        await writer.busy.wait()
        for name in "bcd":
            journal.append(Entry(name, told))
        writer.gate.set()
        await journal.write(fact("e"))
    assert [len(group) for group in writer.groups] == [1, 4]
    assert told == ["a stored", "b stored", "c stored", "d stored"]


@pytest.mark.parametrize("error", [RefusedData("no such thing"), KeyError("a fault of ours")])
async def test_one_refused_entry_does_not_fail_its_group(error: Exception) -> None:
    bad = fact("bad")

    def refuse(group: Sequence[Sequence[Fact]]) -> None:
        if any(bad in facts for facts in group):
            raise error

    writer, told = Writer(refuse), list[str]()
    writer.gate.clear()
    async with running(writer) as journal:
        for name, facts in (("a", None), ("b", [bad]), ("c", None)):
            journal.append(Entry(name, told, facts))
        writer.gate.set()
        await journal.write(fact("d"))
    assert told == ["a stored", "b RefusedData", "c stored"]


async def test_a_database_that_returns_in_time_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """R3"""
    monkeypatch.setattr(module, "RETRY_PAUSE", 0)
    attempts = []

    def fail_twice(group: Sequence[Sequence[Fact]]) -> None:
        attempts.append(group)
        if len(attempts) < 3:
            raise StorageUnavailable("away")

    async with running(Writer(fail_twice), patience=60) as journal:
        await journal.write(fact("a"))
        assert journal.healthy
    assert len(attempts) == 3


async def test_entries_are_given_back_when_the_database_stays_away() -> None:
    """R3: the owner closes the socket, the charger keeps its message."""

    def fail(group: Sequence[Sequence[Fact]]) -> None:
        raise StorageUnavailable("away")

    told = list[str]()
    async with running(Writer(fail)) as journal:
        journal.append(Entry("a", told))
        with pytest.raises(StorageUnavailable):
            await journal.write(fact("b"))
        assert told == ["a StorageUnavailable"]
        assert not journal.healthy


async def test_one_owner_that_fails_does_not_keep_the_others_from_hearing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken(Entry):
        def committed(self, results: Results) -> None:
            raise ValueError("socket is gone")

    told = list[str]()
    async with running(Writer()) as journal:
        journal.append(Broken("a", told))
        journal.append(Entry("b", told))
        await journal.write(fact("c"))
    assert told == ["b stored"]
    assert "could not be told" in caplog.text


async def test_readers_are_asked_to_stop_and_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """R16: bounded waiting."""
    monkeypatch.setattr(module, "WAITING_LIMIT", 3)
    writer, told, drained = Writer(), list[str](), asyncio.Event()
    writer.gate.clear()
    async with running(writer) as journal:
        journal.append(Entry("a", told))
        await writer.busy.wait()
        for name in "bcd":
            journal.append(Entry(name, told))
        assert journal.full
        journal.when_drained(drained.set)
        writer.gate.set()
        await asyncio.wait_for(drained.wait(), 5)
        assert not journal.full


async def test_a_stop_stores_what_waits() -> None:
    """R12"""
    writer, told = Writer(), list[str]()
    async with running(writer) as journal:
        for name in "abc":
            journal.append(Entry(name, told))
    assert told == ["a stored", "b stored", "c stored"]
    assert writer.closed


async def test_groups_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GROUP_LIMIT", 2)
    writer, told = Writer(), list[str]()
    async with running(writer) as journal:
        for name in "abcde":
            journal.append(Entry(name, told))
    assert [len(group) for group in writer.groups] == [2, 2, 1]
    assert len(told) == 5
