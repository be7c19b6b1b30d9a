"""J 4.2.3: which actions there are, and who may send them."""

import pytest

from csms.ocpp.errors import Unreadable
from csms.ocpp.v16 import ACTIONS, KNOWN, find
from csms.ocpp.v16.actions import Party


def names(sender: str) -> set[str]:
    return {name for name, (party, _) in KNOWN.items() if party in (sender, "both")}


def test_all_39_actions_have_a_direction_and_a_profile() -> None:
    assert len(KNOWN) == 39
    assert (len(names("charge_point")), len(names("central_system"))) == (14, 26)
    assert names("charge_point") & names("central_system") == {"DataTransfer"}
    profiles = [profile for _, profile in KNOWN.values()]
    assert {profile: profiles.count(profile) for profile in profiles} == {
        "Core": 16,
        "FirmwareManagement": 4,
        "LocalAuthListManagement": 2,
        "Reservation": 2,
        "SmartCharging": 3,
        "RemoteTrigger": 1,
        "Security": 11,
    }


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_types_are_named_after_the_action(name: str) -> None:
    action = ACTIONS[name]
    assert (action.name, *KNOWN[name]) == (name, action.sender, action.profile)
    assert (action.request.__name__, action.response.__name__) == (f"{name}Request", f"{name}Response")


@pytest.mark.parametrize(
    ("name", "sender"),
    [
        ("Heartbeat", "charge_point"),
        ("Reset", "central_system"),
        ("DataTransfer", "charge_point"),
        ("DataTransfer", "central_system"),
    ],
)
def test_find(name: str, sender: Party) -> None:
    assert find(name, sender) is ACTIONS[name]


@pytest.mark.parametrize(
    ("name", "sender", "code"),
    [
        ("Reset", "charge_point", "NotSupported"),
        ("Heartbeat", "central_system", "NotSupported"),
        ("SignedUpdateFirmware", "charge_point", "NotSupported"),
        ("heartbeat", "charge_point", "NotImplemented"),
        ("Heartbeat.req", "charge_point", "NotImplemented"),
        ("CustomOperation", "charge_point", "NotImplemented"),
        ("", "charge_point", "NotImplemented"),
        ("A" * 1000, "charge_point", "NotImplemented"),
    ],
)
def test_what_cannot_be_found(name: str, sender: Party, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        find(name, sender)
    assert caught.value.code == code
    assert len(caught.value.description) < 120
