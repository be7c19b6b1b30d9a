"""DEC-3: what is made of payloads that break their schema."""

from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from msgspec import UNSET, Struct

from csms.ocpp.reading import Reading, Unreadable, read
from csms.ocpp.tolerance import MAX_VIOLATIONS
from csms.ocpp.v16.core import (
    BootNotificationRequest,
    GetConfigurationResponse,
    HeartbeatRequest,
    KeyValue,
    MeterValuesRequest,
    StartTransactionRequest,
    StatusNotificationRequest,
)

T = TypeVar("T", bound=Struct)
NOW = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)
STATUS = '"connectorId":1,"errorCode":"NoError","status":"Available"'
START = '"connectorId":1,"idTag":"A","meterStart":5,"timestamp":"2025-06-01T11:00:00Z"'


def tolerant(type_: type[T], payload: str) -> Reading[T]:
    return read(type_, payload.encode(), received_at=NOW, strict=False)


def refusal(type_: type[Struct], payload: str | bytes, strict: bool = True) -> tuple[str, str]:
    """(code, path) of the CALLERROR."""
    with pytest.raises(Unreadable) as caught:
        read(type_, payload.encode() if isinstance(payload, str) else payload, received_at=NOW, strict=strict)
    assert caught.value.description.startswith(caught.value.path)
    return caught.value.code, caught.value.path


def rules(reading: Reading[T]) -> list[tuple[str, str]]:
    return [(violation.rule, violation.path) for violation in reading.violations]


class TestTolerant:
    """DEC-3: what can be read is read, and what was wrong is kept."""

    @pytest.mark.parametrize(
        ("field", "value", "rule"),
        [
            (f'"info":"{"a" * 600}"', "a" * 600, "maxLength"),
            ('"info":12.50', "12.50", "type"),
            ('"info":false', "false", "type"),
            ('"info":null', UNSET, "type"),
            ('"info":["a"]', UNSET, "type"),
            ('"info":"a\\u0000b"', "a\ufffdb", "characters"),
            ('"info":"a\\ud800b"', "a\ufffdb", "characters"),
        ],
    )
    def test_text(self, field: str, value: object, rule: str) -> None:
        reading = tolerant(StatusNotificationRequest, f"{{{STATUS},{field}}}")
        assert reading.value.info == value
        assert rules(reading) == [(rule, "info")]

    @pytest.mark.parametrize(
        ("written", "read_as"),
        [
            ("available", "Available"),
            (" SUSPENDEDEV ", "SuspendedEV"),
            ("Occupied", "Occupied"),
            ("", ""),
        ],
    )
    def test_enumeration(self, written: str, read_as: str) -> None:
        payload = f'{{"connectorId":1,"errorCode":"NoError","status":"{written}"}}'
        reading = tolerant(StatusNotificationRequest, payload)
        assert reading.value.status == read_as
        assert rules(reading) == [("enum", "status")]

    def test_enumeration_as_number(self) -> None:
        reading = tolerant(StatusNotificationRequest, '{"connectorId":1,"errorCode":0,"status":"Faulted"}')
        assert str(reading.value.errorCode) == "0"
        assert rules(reading) == [("type", "errorCode"), ("enum", "errorCode")]

    def test_known_aliases(self) -> None:
        """A charger family reports the error code "Error"."""
        reading = tolerant(
            StatusNotificationRequest, '{"connectorId":1,"errorCode":"Error","status":"Faulted"}'
        )
        assert reading.value.errorCode == "OtherError"

    @pytest.mark.parametrize("written", ['"1"', '" 1 "', '"+1"', "1.0", "10e-1", '"1.0"'])
    def test_integer(self, written: str) -> None:
        reading = tolerant(
            StatusNotificationRequest, f'{{"connectorId":{written},"errorCode":"NoError","status":"Faulted"}}'
        )
        assert reading.value.connectorId == 1
        assert type(reading.value.connectorId) is int
        assert {rule for rule, _ in rules(reading)} == {"type"}

    @pytest.mark.parametrize("written", ["1.5", '"one"', "true", "null", "{}", '""', '"1,5"', '"١"'])
    def test_a_required_integer_that_is_none(self, written: str) -> None:
        payload = f'{{"connectorId":{written},"errorCode":"NoError","status":"Faulted"}}'
        assert refusal(StatusNotificationRequest, payload, strict=False) == (
            "TypeConstraintViolation",
            "connectorId",
        )

    @pytest.mark.parametrize(
        ("written", "read_as"),
        [("true", True), ('"True"', True), ("0", False), ('"FALSE"', False), ("1", True)],
    )
    def test_boolean(self, written: str, read_as: bool) -> None:
        reading = tolerant(
            GetConfigurationResponse, f'{{"configurationKey":[{{"key":"k","readonly":{written}}}]}}'
        )
        assert isinstance(reading.value.configurationKey, list)
        assert reading.value.configurationKey[0].readonly is read_as
        assert len(reading.violations) == (written != "true")

    @pytest.mark.parametrize("written", ['"perhaps"', "null", "2", "[]"])
    def test_a_boolean_that_is_none(self, written: str) -> None:
        """Only the item with it is left out."""
        items = f'{{"key":"a","readonly":{written}}},{{"key":"b","readonly":true}}'
        reading = tolerant(GetConfigurationResponse, f'{{"configurationKey":[{items}]}}')
        assert reading.value.configurationKey == [KeyValue(key="b", readonly=True)]
        assert rules(reading) == [("type", "configurationKey[0].readonly")]

    def test_an_array_that_is_none(self) -> None:
        reading = tolerant(GetConfigurationResponse, '{"unknownKey":"a,b"}')
        assert reading.value.unknownKey is UNSET
        assert rules(reading) == [("type", "unknownKey")]

    @pytest.mark.parametrize(
        ("written", "read_as", "rule"),
        [
            ('"2025-06-01T12:00:00"', NOW, "timestamp"),
            ('"2025-06-01T24:00:00Z"', NOW + timedelta(hours=12), "timestamp"),
            ('"soon"', NOW, "timestamp"),
            ('""', NOW, "timestamp"),
            ("1748779200", NOW, "type"),
            ("[]", NOW, "type"),
            ("null", UNSET, "type"),
        ],
    )
    def test_time(self, written: str, read_as: object, rule: str) -> None:
        reading = tolerant(StatusNotificationRequest, f'{{{STATUS},"timestamp":{written}}}')
        assert reading.value.timestamp == read_as
        assert rules(reading) == [(rule, "timestamp")]

    def test_fields_that_do_not_exist_are_dropped(self) -> None:
        reading = tolerant(StatusNotificationRequest, f'{{{STATUS},"a":{{"b":[1]}},"c\\u0000":1}}')
        assert sorted(rules(reading)) == [("extra", "a"), ("extra", "c\ufffd")]

    def test_several_violations_at_once(self) -> None:
        reading = tolerant(
            BootNotificationRequest,
            f'{{"chargePointVendor":7,"chargePointModel":"{"m" * 21}","imsi":null,"x":0}}',
        )
        assert reading.value.chargePointVendor == "7"
        assert {violation.rule for violation in reading.violations} == {"type", "maxLength", "extra"}

    def test_violations_are_bounded(self) -> None:
        extra = ",".join(f'"{number}":0' for number in range(MAX_VIOLATIONS * 2))
        assert len(tolerant(HeartbeatRequest, f"{{{extra}}}").violations) == MAX_VIOLATIONS
        constants = ",".join(["NaN"] * MAX_VIOLATIONS * 2)
        start = tolerant(StartTransactionRequest, f'{{{START},"extra":[{constants}]}}')
        assert len(start.violations) == MAX_VIOLATIONS


class TestTransactionMessages:
    """DEC-3, RPC-17: billing data is never refused while it can be read."""

    @pytest.mark.parametrize("strict", [False, True])
    def test_everything_at_once(self, strict: bool) -> None:
        payload = (
            f'{{"connectorId":"1","idTag":"A","idTag":"{"B" * 30}","meterStart":5.25,"reservationId":null,'
            '"timestamp":"yesterday","extra":NaN}'
        )
        reading = read(StartTransactionRequest, payload.encode(), received_at=NOW, strict=strict)
        start = reading.value
        assert (start.connectorId, start.idTag, str(start.meterStart)) == (1, "B" * 30, "5.25")
        assert (start.reservationId, start.timestamp) == (UNSET, NOW)
        assert sorted(rules(reading)) == [
            ("duplicate-key", "idTag"),
            ("extra", "extra"),
            ("maxLength", "idTag"),
            ("not-json", ""),
            ("timestamp", "timestamp"),
            ("type", "connectorId"),
            ("type", "meterStart"),
            ("type", "reservationId"),
        ]

    def test_integers_beyond_64_bits_are_kept(self) -> None:
        reading = tolerant(StartTransactionRequest, f'{{{START},"reservationId":{2**63}}}')
        assert reading.value.reservationId == 2**63
        assert rules(reading) == [("range", "reservationId")]

    def test_the_largest_64_bit_integer_is_no_violation(self) -> None:
        """Sent as transactionId by a charger without a transaction."""
        payload = f'{{"connectorId":1,"transactionId":{2**63 - 1},"meterValue":[]}}'
        assert rules(tolerant(MeterValuesRequest, payload)) == [("minItems", "meterValue")]

    def test_only_the_broken_samples_are_lost(self) -> None:
        payload = (
            '{"connectorId":1,"meterValue":['
            '{"timestamp":"2025-06-01T11:00:00Z","sampledValue":[{"value":1},{"unit":"W"},{"value":NaN},7]},'
            '{"timestamp":"2025-06-01T11:01:00Z"},'
            '{"timestamp":"2025-06-01T11:02:00Z","sampledValue":{"value":"3","unit":"hz","context":"sample.clock"}}]}'
        )
        reading = tolerant(MeterValuesRequest, payload)
        first, last = reading.value.meterValue
        assert [sample.value for sample in first.sampledValue] == ["1", "NaN"]
        (sample,) = last.sampledValue
        assert (sample.value, sample.unit, sample.context) == ("3", "Hertz", "Sample.Clock")
        assert rules(reading) == [
            ("not-json", ""),
            ("type", "meterValue[0].sampledValue[0].value"),
            ("required", "meterValue[0].sampledValue[1].value"),
            ("type", "meterValue[0].sampledValue[2].value"),
            ("type", "meterValue[0].sampledValue[3]"),
            ("required", "meterValue[1].sampledValue"),
            ("type", "meterValue[2].sampledValue"),
            ("enum", "meterValue[2].sampledValue[0].context"),
            ("enum", "meterValue[2].sampledValue[0].unit"),
        ]

    def test_the_section_is_that_of_the_part(self) -> None:
        reading = tolerant(
            MeterValuesRequest, '{"connectorId":1,"meterValue":[{"timestamp":"","sampledValue":[]}]}'
        )
        assert [violation.message.rsplit("(", 1)[1] for violation in reading.violations] == [
            "OCPP 1.6, 7.33)"
        ] * 2

    @pytest.mark.parametrize("strict", [False, True])
    @pytest.mark.parametrize(
        ("payload", "code", "path"),
        [
            (
                '{"connectorId":1,"idTag":"A","timestamp":"2025-06-01T11:00:00Z"}',
                "ProtocolError",
                "meterStart",
            ),
            (
                '{"connectorId":1,"idTag":"A","meterStart":"much","timestamp":""}',
                "TypeConstraintViolation",
                "meterStart",
            ),
            (
                '{"connectorId":1.5,"idTag":"A","meterStart":1,"timestamp":""}',
                "TypeConstraintViolation",
                "connectorId",
            ),
            (
                '{"connectorId":1,"idTag":"A","meterStart":1e999,"timestamp":""}',
                "PropertyConstraintViolation",
                "meterStart",
            ),
        ],
    )
    def test_without_what_is_required_there_is_nothing_to_bill(
        self, payload: str, code: str, path: str, strict: bool
    ) -> None:
        assert refusal(StartTransactionRequest, payload, strict) == (code, path)
