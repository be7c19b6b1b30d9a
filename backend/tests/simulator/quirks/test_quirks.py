"""Each quirk is on the wire, in exactly its way, and without it nothing of it is."""

import asyncio
from base64 import b64decode
from collections.abc import Callable
from itertools import pairwise

import pytest

from csms.simulator import quirks
from csms.simulator.quirks import QUIRKS
from csms.simulator.quirks.messages import OVERLONG_INFO
from tests.simulator.conftest import KEY
from tests.simulator.quirks.recording import Recording, record
from tests.simulator.virtual_clock import VirtualClock

REGISTER = "Energy.Active.Import.Register"
_WORDS = ("iccid", "imsi", "meterSerialNumber")
Seen = Callable[[Recording], bool]


def headers(seen: Recording, name: str) -> list[str]:
    """The header `name` of each handshake, "" where it is not there."""
    return [", ".join(handshake.headers.get_all(name)) for handshake in seen.handshakes]


def credentials(seen: Recording) -> set[tuple[bytes, bytes]]:
    """(User, password) of all handshakes."""
    given = [b64decode(header.removeprefix("Basic ")) for header in headers(seen, "Authorization")]
    return {(user, password) for user, _, password in (one.partition(b":") for one in given)}


def paths(seen: Recording) -> set[str]:
    return {handshake.path for handshake in seen.handshakes}


def after(seen: Recording, first: str, then: str) -> bool:
    """Whether somewhere `then` comes right after `first`."""
    actions = seen.actions
    return (first, then) in pairwise(actions)


def transactions(seen: Recording, action: str) -> set[int | None]:
    return {payload.get("transactionId") for payload in seen.calls(action)}


def registers(seen: Recording) -> list[float]:
    return [float(one["value"]) for one in seen.samples if one.get("measurand", REGISTER) == REGISTER]


def twice(seen: Recording) -> bool:
    """Every start comes twice, under two ids."""
    starts, ids = seen.calls("StartTransaction"), seen.ids("StartTransaction")
    return all(starts.count(start) % 2 == 0 for start in starts) and len(set(ids)) == len(ids)


def pretty(seen: Recording) -> bool:
    return all("\n" in text for text in seen.texts)


PLAYED: dict[str, Seen] = {
    # connecting
    "no-subprotocol": lambda seen: set(headers(seen, "Sec-WebSocket-Protocol")) == {""},
    "many-subprotocols": lambda seen: (
        set(headers(seen, "Sec-WebSocket-Protocol")) == {"ocpp0.1, ocpp1.5, ocpp1.6"}
    ),
    "escaped-identity": lambda seen: paths(seen) == {"/ocpp/%43%50%20%31"},
    "trailing-slash": lambda seen: paths(seen) == {"/ocpp/CP%201/"},
    "doubled-identity": lambda seen: paths(seen) == {"/ocpp/CP%201/CP%201"},
    "mute": lambda seen: not seen.pongs,
    "slow-signs-of-life": lambda seen: len(seen.calls("Heartbeat")) >= 8,
    "compression": lambda seen: all(
        "permessage-deflate" in header for header in headers(seen, "Sec-WebSocket-Extensions")
    ),
    "reserved-bits": lambda seen: 1002 in seen.closed and seen.calls("Heartbeat") == [],
    "no-backoff": lambda seen: seen.attempts > 50,
    "hex-password": lambda seen: credentials(seen) == {(b"CP 1", KEY.encode())},
    "foreign-user": lambda seen: credentials(seen) == {(b"admin", bytes.fromhex(KEY))},
    "statuses-first": lambda seen: seen.actions[:3] == [*["StatusNotification"] * 2, "BootNotification"],
    "repeated-boot": lambda seen: (
        len(seen.calls("BootNotification")) > 3
        and set(seen.ids("BootNotification")) == {"boot"}
        and after(seen, "Heartbeat", "BootNotification")
    ),
    "long-serial": lambda seen: all(
        len(boot["chargePointSerialNumber"]) > 25 and [boot.get(word) for word in _WORDS] == [""] * 3
        for boot in seen.calls("BootNotification")
    ),
    "acts-first": lambda seen: (
        seen.answers["start"] == {"status": "Accepted"} and after(seen, "Authorize", "answer")
    ),
    "does-not-wait": lambda seen: after(seen, "StatusNotification", "Heartbeat"),
    "clock-ahead": lambda seen: seen.statuses("Available")[0]["timestamp"].startswith("2026-11-19T10:00"),
    "epoch-clock": lambda seen: seen.statuses("Available")[0]["timestamp"].startswith("1970-01-01"),
    # messages
    "unknown-error-code": lambda seen: {one["errorCode"] for one in seen.statuses("Faulted")} == {"Error"},
    "unknown-unit": lambda seen: {"Hz", "celsius"} <= {one.get("unit") for one in seen.samples},
    "unknown-context": lambda seen: {one.get("context") for one in seen.samples} == {"Sample"},
    "long-info": lambda seen: {one.get("info") for one in seen.statuses("Preparing")} == {OVERLONG_INFO},
    "long-value": lambda seen: any(
        len(key["value"]) == 551 for key in seen.answers["one"]["configurationKey"] if "value" in key
    ),
    "extra-fields": lambda seen: (
        all("connectorId" in payload for payload in seen.calls("Authorize"))
        and all("vendorSignal" in payload for payload in seen.calls("StatusNotification"))
    ),
    "null-texts": lambda seen: all(
        (one.get("info"), one.get("vendorErrorCode")) == ("null", "")
        for one in seen.calls("StatusNotification")
    ),
    "pretty-json": pretty,
    "control-characters": lambda seen: all(
        len(stop.get("idTag", "")) > 20 and stop["idTag"].endswith("\x10\x0e")
        for stop in seen.calls("StopTransaction")
    ),
    "counter-ids": lambda seen: seen.ids() == [str(number + 1) for number in range(len(seen.ids()))],
    "numeric-ids": lambda seen: seen.ids() == [number + 1 for number in range(len(seen.ids()))],
    "long-ids": lambda seen: all(len(id) > 36 for id in seen.ids()),
    "long-errors": lambda seen: all(error[3].count("\n") == 40 for error in seen.errors),
    "short-errors": lambda seen: all(len(error) == 3 for error in seen.errors),
    "no-timestamp": lambda seen: not any("timestamp" in one for one in seen.calls("StatusNotification")),
    "json-info": lambda seen: all(
        one.get("info", "").startswith('{"reason"') for one in seen.calls("StatusNotification")
    ),
    "local-offset": lambda seen: (
        all(one["timestamp"].endswith("+02:00") for one in seen.calls("StatusNotification"))
        and seen.statuses("Available")[0]["timestamp"].startswith("2026-11-19T10:00:00")
        and not any("Z" in one["timestamp"] for one in seen.calls("StopTransaction"))
    ),
    # metering
    "future-start": lambda seen: all(
        "-20T08" in start["timestamp"] for start in seen.calls("StartTransaction")
    ),
    "minus-one": lambda seen: -1 in transactions(seen, "StopTransaction") & transactions(seen, "MeterValues"),
    "zero-transaction": lambda seen: transactions(seen, "StopTransaction") == {0},
    "huge-transaction": lambda seen: 2**63 - 1 in transactions(seen, "MeterValues"),
    "repeated-start": twice,
    "foreign-transaction": lambda seen: (
        transactions(seen, "MeterValues") >= {1_001_000} and 1000 in transactions(seen, "StopTransaction")
    ),
    "no-transaction": lambda seen: transactions(seen, "MeterValues") == {None},
    "values-after-stop": lambda seen: (
        "MeterValues" in seen.actions[seen.actions.index("StopTransaction") :][:4]
    ),
    "kilowatt-hours": lambda seen: (
        {one["unit"] for one in seen.samples if one["measurand"] == REGISTER} == {"kWh"}
        and max(registers(seen)) < 20_100
    ),
    "bare-values": lambda seen: all(set(one) == {"value"} for one in seen.samples),
    "phases-only": lambda seen: (
        {one.get("phase") for one in seen.samples if one["measurand"] == REGISTER} == {"L1", "L2", "L3"}
    ),
    "session-energy": lambda seen: 0 < registers(seen)[-1] < 10_000,
    "bare-stop": lambda seen: (
        not any({"idTag", "reason"} & set(one) for one in seen.calls("StopTransaction"))
    ),
    "empty-stop-tag": lambda seen: {one.get("idTag") for one in seen.calls("StopTransaction")} == {""},
    "stuck-on-error": lambda seen: any(
        one["errorCode"] == "InternalError" for one in seen.statuses("Faulted")
    ),
    # commands
    "silent-without-keys": lambda seen: seen.answers["all"] is None and seen.answers["one"] is not None,
    "few-keys": lambda seen: seen.answers["five"] == "OccurenceConstraintViolation",
    "all-keys": lambda seen: len(seen.answers["one"]["configurationKey"]) > 50,
    "forgets-start": lambda seen: (
        seen.answers["start"] == {"status": "Accepted"} and not seen.answers["started"]
    ),
    "overwhelmed": lambda seen: seen.answers["answered in a hurry"] < 5,
    "closes-on-reset": lambda seen: (
        seen.answers["reset"] is None and len(seen.calls("BootNotification")) == 2
    ),
    "unsolicited-statuses": lambda seen: (
        [one["status"] for one in seen.calls("FirmwareStatusNotification")]
        == ["Installed", "Downloading"] * 2
        and {one["status"] for one in seen.calls("DiagnosticsStatusNotification")} == {"Uploaded"}
    ),
    "unknown-action": lambda seen: seen.calls("CustomOperation") == [{}],
}

# What breaks the official schemas; all that is not named here only breaks rules or habits.
BROKEN = {
    "long-serial": {"BootNotification"},
    "unknown-error-code": {"StatusNotification"},
    "unknown-unit": {"MeterValues"},
    "unknown-context": {"MeterValues"},
    "long-info": {"StatusNotification"},
    "long-value": {"GetConfigurationResponse"},
    "extra-fields": {"Authorize", "StatusNotification"},
    "control-characters": {"StopTransaction"},
    "unknown-action": {"CustomOperation"},
}


@pytest.fixture(scope="module")
def clean() -> Recording:
    """The day of a charge point without any habit."""
    return asyncio.run(record())


async def test_without_habits_every_frame_is_right(clean: Recording) -> None:
    """BOOT-07, METER-14: and everything that habits could spoil happens on that day."""
    assert clean.breaches == []
    assert set(clean.closed) <= {1000, 1006}
    assert {"StartTransaction", "StopTransaction", "MeterValues", "Authorize", "Heartbeat"} <= set(
        clean.actions
    )
    assert len(set(clean.ids())) == len(clean.ids())
    assert clean.errors != []
    assert clean.pongs
    assert (clean.answers["started"], clean.answers["answered in a hurry"]) == (True, 5)


# 4.9, by the status that is left.
_A, _P, _C, _S, _X, _F, _R, _U, _E = (
    "Available",
    "Preparing",
    "Charging",
    "SuspendedEV",
    "SuspendedEVSE",
    "Finishing",
    "Reserved",
    "Unavailable",
    "Faulted",
)
TRANSITIONS: dict[str, set[str]] = {
    _A: {_P, _C, _S, _X, _R, _U, _E},
    _P: {_A, _C, _S, _X, _F, _E},
    _C: {_A, _S, _X, _F, _U, _E},
    _S: {_A, _C, _X, _F, _U, _E},
    _X: {_A, _C, _S, _F, _U, _E},
    _F: {_A, _P, _U, _E},
    _R: {_A, _P, _U, _E},
    _U: {_A, _P, _C, _S, _X, _E},
    _E: {_A, _P, _C, _S, _X, _F, _R, _U},
}


def test_statuses_follow_each_other_as_they_may(clean: Recording) -> None:
    """STAT-08; the same one again only after a boot."""
    said = [one["status"] for one in clean.calls("StatusNotification") if one["connectorId"] == 1]
    assert len(said) > 8
    assert all(now == before or now in TRANSITIONS[before] for before, now in pairwise(said))


@pytest.mark.parametrize("name", sorted(QUIRKS))
async def test_a_quirk_is_played(name: str, clean: Recording) -> None:
    seen = await record(name)
    assert PLAYED[name](seen)
    assert not PLAYED[name](clean)
    assert seen.broken == BROKEN.get(name, set())


async def test_several_at_once() -> None:
    names = ("pretty-json", "numeric-ids", "local-offset", "kilowatt-hours", "trailing-slash")
    seen = await record(*names)
    assert all(PLAYED[name](seen) for name in names)


def test_every_row_that_a_charge_point_can_play_has_a_habit() -> None:
    """Q33 is the central system's own doing."""
    rows = {f"Q{number}" for number in range(1, 42)} - {"Q33"}
    assert {habit.source for habit in QUIRKS.values()} == rows
    assert set(PLAYED) == set(QUIRKS)


def test_each_says_what_it_does() -> None:
    for habit in QUIRKS.values():
        assert habit.does[0].islower()
        assert not habit.does.endswith(".")


def test_an_unknown_one_is_no_quirk() -> None:
    with pytest.raises(KeyError):
        quirks.habits(["good-manners"], VirtualClock())
