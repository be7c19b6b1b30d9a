"""DEC-3, DEC-6, ERR-03: which payloads are read, which are refused, and by which code."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, Raw, Struct

from csms.ocpp.reading import Reading, Unreadable, read
from csms.ocpp.v16.core import (
    DataTransferRequest,
    HeartbeatRequest,
    MeterValuesRequest,
    RemoteStartTransactionRequest,
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


class TestWithoutViolations:
    @pytest.mark.parametrize("strict", [False, True])
    def test_all_fields(self, strict: bool) -> None:
        raw = Raw(
            b'{"connectorId":1,"errorCode":"NoError","info":"i","status":"Faulted","vendorErrorCode":""}'
        )
        reading = read(StatusNotificationRequest, raw, received_at=NOW, strict=strict)
        assert reading.violations == ()
        status = reading.value
        assert (status.connectorId, status.info, status.status) == (1, "i", "Faulted")
        assert (status.vendorErrorCode, status.vendorId, status.timestamp) == ("", UNSET, UNSET)

    def test_times_are_utc(self) -> None:
        reading = tolerant(StatusNotificationRequest, f'{{{STATUS},"timestamp":"2025-06-01T14:00:00+02:00"}}')
        assert reading.value.timestamp == NOW
        assert isinstance(reading.value.timestamp, datetime)
        assert reading.value.timestamp.tzinfo is UTC
        assert reading.violations == ()

    @pytest.mark.parametrize("strict", [False, True])
    def test_a_finer_fraction_is_cut_off(self, strict: bool) -> None:
        """GEN-01: never rounded into the next second, hour or month."""
        payload = f'{{{STATUS},"timestamp":"2025-05-31T23:59:59.9999999Z"}}'.encode()
        reading = read(StatusNotificationRequest, payload, received_at=NOW, strict=strict)
        assert reading.value.timestamp == datetime(2025, 5, 31, 23, 59, 59, 999_999, tzinfo=UTC)
        assert reading.violations == ()

    def test_a_leap_second_is_a_time(self) -> None:
        """GEN-01"""
        payload = f'{{{STATUS},"timestamp":"2016-12-31T23:59:60Z"}}'.encode()
        reading = read(StatusNotificationRequest, payload, received_at=NOW, strict=True)
        assert reading.value.timestamp == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)
        assert reading.violations == ()

    @pytest.mark.parametrize(
        "payload",
        [
            '{"vendorId":"a","data":"{\\"a\\":1}"}',
            '{ "vendorId" : "a" , "data" : "{\\"a\\" : 1}" }',
            '{\n\t"vendorId"\n:\t"a",\r\n"data":"{\\u0022a\\": 1}"\n}',
            '{"data":"{\\"a\\":1}","vendorId":"\\u0061"}',
        ],
    )
    def test_blanks_order_and_escapes_do_not_matter(self, payload: str) -> None:
        reading = read(DataTransferRequest, payload.encode(), received_at=NOW, strict=True)
        assert reading.violations == ()
        assert reading.value.vendorId == "a"
        assert str(reading.value.data).replace(" ", "") == '{"a":1}'

    def test_lengths_are_code_points(self) -> None:
        reading = read(
            DataTransferRequest, f'{{"vendorId":"{"😀" * 255}"}}'.encode(), received_at=NOW, strict=True
        )
        assert reading.violations == ()

    def test_an_empty_payload(self) -> None:
        assert tolerant(HeartbeatRequest, "{}") == Reading(HeartbeatRequest())
        assert tolerant(HeartbeatRequest, " { } ") == Reading(HeartbeatRequest())

    def test_decimals_are_exact(self) -> None:
        limits = ",".join(f'{{"startPeriod":0,"limit":{tenths / 10}}}' for tenths in range(4001))
        profile = (
            '{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxProfile","chargingProfileKind":"Relative",'
            f'"chargingSchedule":{{"chargingRateUnit":"A","chargingSchedulePeriod":[{limits}]}}}}'
        )
        payload = f'{{"idTag":"A","chargingProfile":{profile}}}'.encode()
        request = read(RemoteStartTransactionRequest, payload, received_at=NOW, strict=True).value
        assert not isinstance(request.chargingProfile, type(UNSET))
        periods = request.chargingProfile.chargingSchedule.chargingSchedulePeriod
        assert [period.limit for period in periods] == [Decimal(tenths) / 10 for tenths in range(4001)]


class TestStrict:
    """One breach each; DEC-6."""

    @pytest.mark.parametrize(
        ("fields", "code", "path"),
        [
            ('"a":1', "FormationViolation", "a"),
            ('"info":"a","info":"a"', "FormationViolation", "info"),
            ('"info":1', "TypeConstraintViolation", "info"),
            ('"info":true', "TypeConstraintViolation", "info"),
            ('"info":null', "TypeConstraintViolation", "info"),
            ('"info":[]', "TypeConstraintViolation", "info"),
            (f'"info":"{"a" * 51}"', "PropertyConstraintViolation", "info"),
            ('"info":"\\u0000"', "PropertyConstraintViolation", "info"),
            ('"info":"\\udc00"', "PropertyConstraintViolation", "info"),
            ('"timestamp":"now"', "PropertyConstraintViolation", "timestamp"),
            ('"timestamp":"2025-06-01T12:00:00"', "PropertyConstraintViolation", "timestamp"),
            ('"timestamp":"2025-06-01T24:00:00Z"', "PropertyConstraintViolation", "timestamp"),
            ('"timestamp":"0001-01-01T00:00:00+01:00"', "PropertyConstraintViolation", "timestamp"),
            ('"timestamp":1748779200', "TypeConstraintViolation", "timestamp"),
            ('"timestamp":{}', "TypeConstraintViolation", "timestamp"),
        ],
    )
    def test_optional_field(self, fields: str, code: str, path: str) -> None:
        assert refusal(StatusNotificationRequest, f"{{{STATUS},{fields}}}") == (code, path)

    @pytest.mark.parametrize(
        ("connector", "code"),
        [
            ("1.0", "TypeConstraintViolation"),
            ("1e2", "TypeConstraintViolation"),
            ("1.5", "TypeConstraintViolation"),
            ("true", "TypeConstraintViolation"),
            ('"1"', "TypeConstraintViolation"),
            ("null", "TypeConstraintViolation"),
            ("9223372036854775808", "PropertyConstraintViolation"),
            ("-9223372036854775809", "PropertyConstraintViolation"),
            ("1" * 5000, "PropertyConstraintViolation"),
            ("1e400", "PropertyConstraintViolation"),
            ("1e-400", "PropertyConstraintViolation"),
            ("1." + "0" * 100, "PropertyConstraintViolation"),
        ],
    )
    def test_integer(self, connector: str, code: str) -> None:
        payload = f'{{"connectorId":{connector},"errorCode":"NoError","status":"Available"}}'
        assert refusal(StatusNotificationRequest, payload) == (code, "connectorId")

    def test_enumeration(self) -> None:
        payload = '{"connectorId":1,"errorCode":"NoError","status":"available"}'
        assert refusal(StatusNotificationRequest, payload) == ("PropertyConstraintViolation", "status")

    def test_missing(self) -> None:
        assert refusal(StatusNotificationRequest, '{"connectorId":1,"status":"Available"}') == (
            "ProtocolError",
            "errorCode",
        )

    def test_the_description_is_for_humans(self) -> None:
        with pytest.raises(Unreadable) as caught:
            read(
                StatusNotificationRequest,
                f'{{{STATUS},"info":"{"a" * 60}"}}'.encode(),
                received_at=NOW,
                strict=True,
            )
        assert caught.value.description == "info: 60 characters where 50 are allowed (OCPP 1.6, 6.47)"

    def test_structure_before_missing_before_type_before_value(self) -> None:
        """ERR-03."""
        parts = ['"a":1', "", '"status":7', '"info":"' + "a" * 51 + '"']
        complete = '"connectorId":1,"errorCode":"NoError"'
        assert (
            refusal(StatusNotificationRequest, "{" + '"info":"' + "a" * 51 + '","a":1}')[0]
            == "FormationViolation"
        )
        assert refusal(StatusNotificationRequest, '{"info":7}')[0] == "ProtocolError"
        assert refusal(StatusNotificationRequest, f"{{{complete},{parts[2]},{parts[3]}}}")[0] == (
            "TypeConstraintViolation"
        )


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"[]", "FormationViolation"),
        (b"null", "FormationViolation"),
        (b"{", "FormationViolation"),
        (b"", "FormationViolation"),
        (b'{"connectorId":1,"errorCode":"NoError","status":"\xff"}', "FormationViolation"),
        (b'{"connectorId":NaN,"errorCode":"NoError","status":"Faulted"}', "FormationViolation"),
        (b"{}", "ProtocolError"),
    ],
)
def test_what_cannot_be_read_in_either_mode(payload: bytes, code: str, strict: bool) -> None:
    assert refusal(StatusNotificationRequest, payload, strict)[0] == code


class TestAnyPayload:
    values = st.recursive(
        st.none() | st.booleans() | st.integers().map(str) | st.floats().map(str) | st.text().map(repr),
        lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[{','.join(map(str, items))}]"),
        max_leaves=4,
    )

    @pytest.mark.parametrize("strict", [False, True])
    @given(
        fields=st.lists(
            st.tuples(
                st.sampled_from(["connectorId", "meterValue", "transactionId", "timestamp", "x"]), values
            )
        )
    )
    def test_is_read_or_refused(self, fields: list[tuple[str, object]], strict: bool) -> None:
        payload = "{" + ",".join(f'"{name}":{value}' for name, value in fields) + "}"
        with suppress(Unreadable):
            read(MeterValuesRequest, payload.encode(errors="replace"), received_at=NOW, strict=strict)
