"""csms.charging.jobs: what waits for its charger, is sent once, or is given up."""

from typing import Any, cast
from uuid import UUID

import pytest

from csms.charging.commands import Commands
from csms.charging.file_addresses import hash_in
from csms.charging.jobs import ABANDONED, Jobs
from csms.errors import Conflict, Invalid, NotFound
from csms.store.models import Charger, Command, FirmwareFile, Transfer
from csms.store.models.base import new_id
from tests.auth.support import FakeClock
from tests.services.database import NOW, Database


class PlayedCommands:
    """Remembers what was sent; a command ends as `state` says."""

    def __init__(self, state: str = "answered") -> None:
        self.state = state
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.problem: Conflict | None = None

    async def send(self, charger_id: UUID, action: str, request: dict[str, Any], requested_by: str) -> UUID:
        if self.problem is not None:
            raise self.problem
        self.sent.append((action, request))
        columns: dict[str, Any] = {
            "charger_id": charger_id,
            "action": action,
            "request": {},
            "created_at": NOW,
        }
        command = await Command.create(state=self.state, error={"code": "NotSupported"}, **columns)
        return command.id


def jobs_of(commands: PlayedCommands, clock: FakeClock, base_url: str = "https://csms.example") -> Jobs:
    return Jobs(cast(Commands, commands), base_url, clock)


async def firmware(**columns: Any) -> FirmwareFile:
    values: dict[str, Any] = {
        "file_name": "kestrel 3.bin",
        "key": "firmware/x",
        "size": 1,
        "sha256": "00",
        "created_at": NOW,
    }
    return await FirmwareFile.create(**(values | columns))


WISH = {"retrieve_at": None, "install_at": None, "retries": 3, "retry_interval": None, "waits_for": 3600}


async def waiting(jobs: Jobs, charger: Charger, **columns: Any) -> UUID:
    """A job for a charger that is away."""
    (job,) = await jobs.update((await firmware(**columns)).id, [charger.id], WISH, "ines")
    return job


async def test_it_waits_is_sent_and_is_not_sent_again(database: Database) -> None:
    """FW-01: with an address that is the job's own, and no secret of it is stored."""
    commands, clock = PlayedCommands(), FakeClock(NOW)
    jobs, charger = jobs_of(commands, clock), await database.charger()
    job = await waiting(jobs, charger)
    await jobs.make_up()
    assert commands.sent == []
    await jobs.deliver(charger.id)
    await jobs.deliver(charger.id)
    ((action, request),) = commands.sent
    assert (action, request["retries"], "retryInterval" in request) == ("UpdateFirmware", 3, False)
    assert request["location"].startswith("https://csms.example/files/")
    assert request["location"].endswith("/kestrel%203.bin")
    row = await Transfer.get(id=job)
    assert row.token_hash == hash_in(request["location"])


async def test_one_that_was_not_reached_waits_on_until_its_time_is_over(database: Database) -> None:
    commands, clock = PlayedCommands("offline"), FakeClock(NOW)
    jobs, charger = jobs_of(commands, clock), await database.charger()
    job = await waiting(jobs, charger)
    for _ in range(2):
        await jobs.deliver(charger.id)
    assert (len(commands.sent), (await Transfer.get(id=job)).state) == (2, "waiting")
    clock.advance(seconds=3600)
    await jobs.make_up()
    row = await Transfer.get(id=job)
    assert (row.state, bool(row.detail), row.ended_at) == ("expired", True, clock())


async def test_what_a_crash_has_left_is_taken_up(database: Database) -> None:
    commands, clock = PlayedCommands(), FakeClock(NOW)
    jobs, charger = jobs_of(commands, clock), await database.charger(online=True)
    job = await waiting(jobs, await database.charger("CP-0002"))
    await Transfer.filter(id=job).update(taken_at=NOW, charger_id=charger.id)
    await jobs.make_up()
    assert commands.sent == []
    clock.advance(seconds=ABANDONED.total_seconds() + 1)
    await jobs.make_up()
    assert len(commands.sent) == 1


async def test_what_must_not_be_sent_says_why(database: Database) -> None:
    commands, clock = PlayedCommands(), FakeClock(NOW)
    commands.problem = Conflict("The signing certificate has expired.")
    jobs, charger = jobs_of(commands, clock), await database.charger()
    job = await waiting(jobs, charger)
    await jobs.deliver(charger.id)
    row = await Transfer.get(id=job)
    assert (row.state, row.detail) == ("not_sent", "The signing certificate has expired.")


async def test_signed_after_it_was_refused_unsigned(database: Database) -> None:
    """FW-03: and not to one that does not know that either."""
    commands, clock = PlayedCommands("error"), FakeClock(NOW)
    jobs, charger = jobs_of(commands, clock), await database.charger()
    for _ in range(3):
        await waiting(jobs, charger, certificate="PEM", signature="AAAA")
        await jobs.deliver(charger.id)
        await Transfer.filter(charger_id=charger.id).update(state="rejected")
    assert [action for action, _ in commands.sent] == [
        "UpdateFirmware",
        "SignedUpdateFirmware",
        "UpdateFirmware",
    ]


async def test_what_cannot_be_asked_for(database: Database) -> None:
    jobs, charger = jobs_of(PlayedCommands("offline"), FakeClock(NOW)), await database.charger()
    with pytest.raises(NotFound):
        await jobs.update(new_id(), [charger.id], WISH, "ines")
    known = await firmware()
    with pytest.raises(NotFound):
        await jobs.update(known.id, [charger.id, new_id()], WISH, "ines")
    with pytest.raises(Invalid):
        await jobs.update(known.id, [charger.id], WISH | {"install_at": NOW.replace(year=2020)}, "ines")
    with pytest.raises(Conflict, match="offline"):
        await jobs.fetch_from(charger.id, "security_log", None, None, "ines")
    assert await Transfer.filter(state="waiting").count() == 0


KESTREL = {"vendor": "Kestrel", "model": "AC 22"}


@pytest.mark.parametrize(
    ("told", "right"),
    [
        ({"vendor": "KESTREL", "model": "ac 22"}, True),
        ({}, True),
        ({"vendor": "Kestrel", "model": "DC 50"}, False),
        ({"vendor": "Volta", "model": "AC 22"}, False),
    ],
)
async def test_firmware_of_other_hardware(database: Database, told: dict[str, str], right: bool) -> None:
    """Refused, unless it is meant; what a charger has not told is no reason."""
    charger, other = await database.charger("CP-1", **told), await database.charger("CP-2", **KESTREL)
    jobs, file = jobs_of(PlayedCommands(), FakeClock()), await firmware(**KESTREL)
    if right:
        await jobs.update(file.id, [charger.id, other.id], WISH, "ines")
    else:
        with pytest.raises(Conflict, match="The firmware is for Kestrel AC 22; CP-1 is"):
            await jobs.update(file.id, [charger.id, other.id], WISH, "ines")
    await jobs.update(file.id, [charger.id], WISH | {"any_hardware": True}, "ines")


async def test_a_charger_that_turns_out_to_be_other_hardware(database: Database) -> None:
    """It had never told what it is when the job was made."""
    charger, commands = await database.charger(), PlayedCommands()
    jobs = jobs_of(commands, FakeClock())
    job_id = await waiting(jobs, charger, **KESTREL)
    await Charger.filter(id=charger.id).update(vendor="Volta")
    await jobs.deliver(charger.id)
    job = await Transfer.get(id=job_id)
    assert (job.state, commands.sent) == ("not_sent", [])
    assert "CP-0001 is Volta" in job.detail


async def test_an_address_that_the_charger_cannot_reach_is_not_sent(database: Database) -> None:
    """It would try for a day, and nobody would know why."""
    charger, commands = await database.charger(address="192.168.1.20", online=True), PlayedCommands()
    jobs = jobs_of(commands, FakeClock(), "http://localhost:8000")
    with pytest.raises(Conflict, match="PUBLIC_URL"):
        await jobs.fetch_from(charger.id, "diagnostics", None, None, "ines")
    assert commands.sent == []


async def test_what_waits_is_cancelled_and_never_sent(database: Database) -> None:
    commands, clock = PlayedCommands(), FakeClock(NOW)
    jobs, charger = jobs_of(commands, clock), await database.charger()
    job = await waiting(jobs, charger)
    await jobs.cancel(job, "ines")
    row = await Transfer.get(id=job)
    assert (row.state, row.detail, row.ended_at) == ("cancelled", "Cancelled by ines", NOW)
    await Charger.filter(id=charger.id).update(online=True)
    await jobs.make_up()
    assert commands.sent == []
    with pytest.raises(Conflict, match="ended already"):
        await jobs.cancel(job, "ines")


async def test_what_was_sent_and_has_not_begun_is_taken_back_by_its_address(database: Database) -> None:
    jobs, charger = jobs_of(PlayedCommands(), FakeClock(NOW)), await database.charger()
    job = await waiting(jobs, charger)
    await Transfer.filter(id=job).update(state="download_scheduled", token_hash="ab")
    await jobs.cancel(job, "ines")
    assert (await Transfer.get(id=job)).state == "cancelled"


@pytest.mark.parametrize(("state", "token"), [("downloading", "ab"), ("requested", None)])
async def test_what_is_under_way_is_not_cancelled(database: Database, state: str, token: str | None) -> None:
    """At another server's address nothing can be taken back."""
    jobs, charger = jobs_of(PlayedCommands(), FakeClock(NOW)), await database.charger()
    job = await waiting(jobs, charger)
    await Transfer.filter(id=job).update(state=state, token_hash=token)
    with pytest.raises(Conflict, match="The charger has begun"):
        await jobs.cancel(job, "ines")


async def test_what_is_being_sent_is_not_cancelled(database: Database) -> None:
    jobs, charger = jobs_of(PlayedCommands(), FakeClock(NOW)), await database.charger()
    job = await waiting(jobs, charger)
    await Transfer.filter(id=job).update(taken_at=NOW)
    with pytest.raises(Conflict, match="being sent"):
        await jobs.cancel(job, "ines")


async def test_a_firmware_that_is_held_back_waits_for_everybody(database: Database) -> None:
    commands = PlayedCommands()
    jobs, charger = jobs_of(commands, FakeClock(NOW)), await database.charger()
    held = await firmware(paused_at=NOW)
    (job,) = await jobs.update(held.id, [charger.id], WISH, "ines")
    await Charger.filter(id=charger.id).update(online=True)
    await jobs.make_up()
    await jobs.deliver(charger.id)
    assert commands.sent == []
    await FirmwareFile.filter(id=held.id).update(paused_at=None)
    await jobs.make_up()
    assert [action for action, _ in commands.sent] == ["UpdateFirmware"]
    assert (await Transfer.get(id=job)).state == "waiting"  # the played command stores no fact
