"""Configuration keys (OCPP 1.6, 5.3, 5.8, 9.1)."""

import pytest
from msgspec import UNSET

from csms.ocpp.v16.configuration_keys import CONFIGURATION_KEYS
from csms.simulator.configuration import Configuration


@pytest.fixture
def configuration() -> Configuration:
    return Configuration(2, dc=False)


@pytest.mark.parametrize(
    ("key", "value", "status"),
    [
        ("HeartbeatInterval", "60", "Accepted"),
        ("heartbeatinterval", "60", "Accepted"),
        ("HeartbeatInterval", "0", "Rejected"),
        ("HeartbeatInterval", "-1", "Rejected"),
        ("HeartbeatInterval", "1.5", "Rejected"),
        ("HeartbeatInterval", "", "Rejected"),
        ("HeartbeatInterval", "99999999999", "Rejected"),
        ("LocalPreAuthorize", "true", "Accepted"),
        ("LocalPreAuthorize", "True", "Rejected"),
        ("NumberOfConnectors", "3", "Rejected"),
        ("WebSocketPingInterval", "30", "RebootRequired"),
        ("NoSuchKey", "1", "NotSupported"),
        ("MeterValuesSampledData", "Energy.Active.Import.Register,Voltage", "Accepted"),
        ("MeterValuesSampledData", "", "Accepted"),
        ("MeterValuesSampledData", "Energy.Active.Import.Register,RPM", "Rejected"),
        ("MeterValuesSampledData", "SoC", "Rejected"),
        ("ConnectorPhaseRotation", "0.RST,1.RTS,2.Unknown", "Accepted"),
        ("ConnectorPhaseRotation", "0.ABC", "Rejected"),
        ("AuthorizationKey", "00112233445566778899aabbccddeeff00112233", "Accepted"),
        ("AuthorizationKey", "00112233445566778899aabbccddeeff0", "Rejected"),
        ("AuthorizationKey", "secret", "Rejected"),
    ],
)
def test_change(configuration: Configuration, key: str, value: str, status: str) -> None:
    """CFG-01, METER-14, SEC-05."""
    assert configuration.change(key, value) == status


def test_a_rejected_change_changes_nothing(configuration: Configuration) -> None:
    before = configuration.text("MeterValuesSampledData")
    configuration.change("MeterValuesSampledData", "Voltage,RPM")
    assert configuration.text("MeterValuesSampledData") == before


def test_what_needs_a_reboot_counts_after_it(configuration: Configuration) -> None:
    configuration.change("WebSocketPingInterval", "30")
    assert configuration.integer("WebSocketPingInterval") == 0
    configuration.reboot()
    assert configuration.integer("WebSocketPingInterval") == 30


def test_reading_some_keys(configuration: Configuration) -> None:
    """CFG-02: unknown keys are named as they were asked for."""
    known, unknown = configuration.read(["HEARTBEATINTERVAL", "NoSuchKey", "NumberOfConnectors"])
    assert [(key.key, key.value, key.readonly) for key in known] == [
        ("HeartbeatInterval", "300", False),
        ("NumberOfConnectors", "2", True),
    ]
    assert unknown == ["NoSuchKey"]


def test_reading_all_keys_gives_each_required_one_of_core(configuration: Configuration) -> None:
    known, unknown = configuration.read([])
    names = {key.key for key in known}
    required = {key.name for key in CONFIGURATION_KEYS.values() if key.profile == "Core" and key.required}
    assert required <= names
    assert unknown == []


def test_the_authorization_key_is_never_read_back(configuration: Configuration) -> None:
    """CFG-05."""
    configuration.change("AuthorizationKey", "00112233445566778899aabbccddeeff00112233")
    (shown,), _ = configuration.read(["AuthorizationKey"])
    assert shown.value is UNSET
