"""OCPP 1.6, 9: the standard configuration keys."""

from csms.ocpp.v16 import KNOWN
from csms.ocpp.v16.configuration_keys import CONFIGURATION_KEYS


def test_all_52_keys() -> None:
    assert len(CONFIGURATION_KEYS) == 52
    assert len({name.casefold() for name in CONFIGURATION_KEYS}) == 52
    assert all(len(name) <= 50 for name in CONFIGURATION_KEYS)


def test_keys_belong_to_profiles() -> None:
    profiles = [key.profile for key in CONFIGURATION_KEYS.values()]
    assert {profile: profiles.count(profile) for profile in profiles} == {
        "Core": 36,
        "LocalAuthListManagement": 3,
        "Reservation": 1,
        "SmartCharging": 5,
        "FirmwareManagement": 1,
        "Security": 6,
    }
    assert set(profiles) <= {profile for _, profile in KNOWN.values()}


def test_some_rows() -> None:
    interval = CONFIGURATION_KEYS["HeartbeatInterval"]
    assert (interval.type, interval.access, interval.required, interval.unit) == ("integer", "RW", True, "s")
    assert CONFIGURATION_KEYS["MeterValuesSampledData"].type == "list"
    assert CONFIGURATION_KEYS["NumberOfConnectors"].access == "R"


def test_the_authorization_key_is_write_only() -> None:
    """CFG-05."""
    assert [key.name for key in CONFIGURATION_KEYS.values() if key.access == "W"] == ["AuthorizationKey"]
