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
        ("ConnectorPhaseRotation", "3.RST", "Rejected"),
        ("ConnectorPhaseRotation", "1.RST,1.RST", "Rejected"),
        ("MeterValuesSampledData", ",".join(["Voltage"] * 5), "Rejected"),
        ("CpoName", "Stadtwerke", "Accepted"),
        ("CpoName", "x" * 51, "Rejected"),
        ("SecureEndpoint", "wss://csms.example/ocpp", "Accepted"),
        ("SecureEndpoint", "http://csms.example", "Rejected"),
        ("LightIntensity", "101", "Rejected"),
        ("GetConfigurationMaxKeys", "50", "Rejected"),
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


def test_reading_all_keys_gives_all_of_the_standard_and_one_of_the_vendor(
    configuration: Configuration,
) -> None:
    known, unknown = configuration.read([])
    assert {key.key for key in known} == {*CONFIGURATION_KEYS, "SecureEndpoint"}
    assert len(CONFIGURATION_KEYS) == 52
    assert unknown == []


def test_what_may_be_written_is_as_the_standard_says(configuration: Configuration) -> None:
    """CFG-01: R, RW, W, or the choice of the charge point."""
    known, _ = configuration.read(CONFIGURATION_KEYS)
    for shown in known:
        access = CONFIGURATION_KEYS[shown.key].access
        assert access == "R or RW" or shown.readonly == (access == "R"), shown.key


def test_values_are_of_their_type(configuration: Configuration) -> None:
    """CFG-01: what a key starts with, it would take again."""
    for key in CONFIGURATION_KEYS.values():
        value = configuration.text(key.name)
        if key.type == "boolean":
            assert value in ("true", "false"), key.name
        elif key.type == "integer":
            assert value.isdigit(), key.name
        if key.access == "RW" and key.name != "SecurityProfile":
            assert configuration.change(key.name, value) in ("Accepted", "RebootRequired"), key.name


def test_a_pinned_value_stays() -> None:
    """Q6: it takes the new one, and goes on with the old one."""
    configuration = Configuration(1, dc=False, pinned={"HeartbeatInterval": "120"})
    assert configuration.change("HeartbeatInterval", "60") == "Accepted"
    configuration.set("HeartbeatInterval", "60")
    assert configuration.integer("HeartbeatInterval") == 120


def test_the_authorization_key_is_never_read_back(configuration: Configuration) -> None:
    """CFG-05."""
    configuration.change("AuthorizationKey", "00112233445566778899aabbccddeeff00112233")
    (shown,), _ = configuration.read(["AuthorizationKey"])
    assert shown.value is UNSET
