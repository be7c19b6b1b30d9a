"""Where our reading deviates from the official schemas, on purpose. There is nothing else (see test_schemas).

Each deviation refuses, or records as a violation, what the schema accepts; none accepts what it refuses.
"""

import re
from typing import NamedTuple

from csms.ocpp.violations import Violation


class Deviation(NamedTuple):
    """`rule` and `place` (a pattern for the path without positions) tell whether it explains a violation."""

    name: str
    rule: str
    place: str
    reason: str
    message: str  # the example: this message ...
    payload: str  # ... with this payload, which the schema accepts
    structure: tuple[str, ...] = ()  # how it shows when the structures are compared

    def explains(self, message: str, violation: Violation) -> bool:
        path = re.sub(r"\[\d+\]", "", violation.path)
        return violation.rule == self.rule and re.fullmatch(self.place, f"{message}:{path}") is not None


_START = '{"connectorId":1,"idTag":"%s","meterStart":%s,"timestamp":"%s"}'
_NOON = "2025-06-01T12:00:00Z"
_SAMPLES = '"%s":[{"timestamp":"2025-06-01T12:00:00Z","sampledValue":[%s]}]'

DEVIATIONS = (
    Deviation(
        "times are times",
        "timestamp",
        r".*:(.*\.)?(timestamp|currentTime|expiryDate|validFrom|validTo|startSchedule|scheduleStart|startTime|stopTime"
        r"|retrieveDate|retrieveDateTime|installDateTime|oldestTimestamp|latestTimestamp)",
        "`format` is an annotation only: to the schema every string is a date-time. A time without a zone, "
        "or none at all, is recorded; transaction messages are read nevertheless (GEN-01).",
        "StartTransactionRequest",
        _START % ("A", "1", "yesterday"),
    ),
    Deviation(
        "integers fit 64 bits",
        "range",
        r".*:(?!(.*\.)?(limit|minChargingRate)$).*",
        "The schemas bound no integer, databases and chargers do.",
        "StartTransactionRequest",
        _START % ("A", "9223372036854775808", _NOON),
    ),
    Deviation(
        "an integer is written as one",
        "type",
        r"(GetLog|LogStatusNotification|SignedUpdateFirmware|SignedFirmwareStatusNotification"
        r"|ExtendedTriggerMessage)Request:(requestId|retries|retryInterval|connectorId)",
        "The schemas of the security extension are of draft 6, to which 1.0 is an integer; those of all other messages "
        "are of draft 4, to which it is none. One reading for both.",
        "LogStatusNotificationRequest",
        '{"status":"Uploading","requestId":1.0}',
    ),
    Deviation(
        "limits are of this world",
        "range",
        r".*:(.*\.)?(limit|minChargingRate)",
        "A number beyond 10 to the power of 100 is a way to fill memory, not a limit in amperes.",
        "RemoteStartTransactionRequest",
        '{"idTag":"A","chargingProfile":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxProfile",'
        '"chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":'
        '[{"startPeriod":0,"limit":1e400}]}}}',
    ),
    Deviation(
        "text can be stored",
        "characters",
        r".*",
        "NUL and lone surrogates are valid JSON, and neither PostgreSQL nor UTF-8 takes them.",
        "StartTransactionRequest",
        _START % (r"A\u0000", "1", _NOON),
    ),
    Deviation(
        "a key comes once",
        "duplicate-key",
        r".*",
        "A JSON parser keeps the last value before a schema can see the first.",
        "StartTransactionRequest",
        '{"idTag":"A",' + (_START % ("B", "1", _NOON))[1:],
    ),
    Deviation(
        "Frequency has no unit",
        "enum",
        r"MeterValuesRequest:meterValue\.sampledValue\.unit",
        "The package `ocpp` adds Hertz, the Open Charge Alliance does not (errata 3.86).",
        "MeterValuesRequest",
        '{"connectorId":1,%s}' % (_SAMPLES % ("meterValue", '{"value":"50","unit":"Hertz"}')),
        ("MeterValuesRequest:meterValue.sampledValue.unit enum ['Hertz'] []",),
    ),
    Deviation(
        "a meter value has a sample",
        "minItems",
        r"StopTransactionRequest:transactionData\.sampledValue",
        "7.33 requires one (1..*). The package `ocpp` says so for MeterValues, not for StopTransaction.",
        "StopTransactionRequest",
        '{"meterStop":1,"timestamp":"2025-06-01T12:00:00Z","transactionId":1,%s}'
        % (_SAMPLES % ("transactionData", "")),
        ("StopTransactionRequest:transactionData.sampledValue minItems None 1",),
    ),
)
