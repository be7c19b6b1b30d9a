"""Quirks of what is in a message (Q15-Q23)."""

import re
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

from csms.simulator.habits import Frame, Habit, Payload, Stage

_ZONE = timezone(timedelta(hours=2))
_UTC_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
OVERLONG_INFO = "Cable detected by proximity pilot, waiting for authorisation"
_LONG_TEXT = "x" * 551


def _unknown_error_code(action: str, payload: Payload, stage: Stage) -> None:
    if action == "StatusNotification" and payload["errorCode"] != "NoError":
        payload["errorCode"] = "Error"


def _unknown_unit(action: str, payload: Payload, stage: Stage) -> None:
    for value in payload["meterValue"] if action == "MeterValues" else ():
        value["sampledValue"] += [
            {"value": "50.0", "measurand": "Frequency", "unit": "Hz"},
            {"value": "31.5", "measurand": "Temperature", "unit": "celsius"},
        ]


def _unknown_context(action: str, payload: Payload, stage: Stage) -> None:
    for value in payload["meterValue"] if action == "MeterValues" else ():
        for sampled in value["sampledValue"]:
            sampled["context"] = "Sample"


def _long_info(action: str, payload: Payload, stage: Stage) -> None:
    if action == "StatusNotification" and payload["status"] == "Preparing":
        payload |= {"info": OVERLONG_INFO, "vendorId": "com.kestrel"}


def _long_value(action: str, payload: Payload) -> None:
    if action == "GetConfiguration":
        long = {"key": "SupportedCards", "readonly": True, "value": _LONG_TEXT}
        payload.setdefault("configurationKey", []).append(long)


def _extra_fields(action: str, payload: Payload, stage: Stage) -> None:
    if action == "Authorize":
        payload["connectorId"] = 1
    if action == "StatusNotification":
        payload["vendorSignal"] = {"rssi": -71}


def _null_texts(action: str, payload: Payload, stage: Stage) -> None:
    if action == "StatusNotification":
        payload |= {"info": "null", "vendorId": "null", "vendorErrorCode": ""}


def _control_characters(action: str, payload: Payload, stage: Stage) -> None:
    if action == "StopTransaction":
        payload["idTag"] = payload.get("idTag", "").ljust(20, " ") + "\x10\x0e"


def _long_errors(frame: Frame, stage: Stage) -> list[Frame]:
    if frame[0] == 4:
        frame[3] = "\n".join(["Failed to process the request:", *[f"  at line {line}" for line in range(40)]])
    return [frame]


def _short_errors(frame: Frame, stage: Stage) -> list[Frame]:
    return [frame[:3] if frame[0] == 4 else frame]


def _no_timestamp(action: str, payload: Payload, stage: Stage) -> None:
    if action == "StatusNotification":
        payload.pop("timestamp", None)


def _json_info(action: str, payload: Payload, stage: Stage) -> None:
    if action == "StatusNotification":
        payload["info"] = '{"reason":"<b>none</b>","v":1}'


def _local_offset(action: str, payload: Payload, stage: Stage) -> None:
    for key, value in payload.items():
        payload[key] = _with_offset(value)


def _with_offset(value: Any) -> Any:
    """The same moments, said in the time of a zone."""
    if isinstance(value, dict):
        return {key: _with_offset(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_offset(inner) for inner in value]
    if isinstance(value, str) and _UTC_TIME.fullmatch(value):
        return datetime.fromisoformat(value).astimezone(_ZONE).isoformat()
    return value


HABITS = (
    Habit(
        name="unknown-error-code",
        source="Q15",
        does="reports every fault with the error code Error",
        request=_unknown_error_code,
    ),
    Habit(
        name="unknown-unit",
        source="Q15",
        does="measures frequency in Hz and temperature in celsius, in small letters",
        request=_unknown_unit,
    ),
    Habit(
        name="unknown-context",
        source="Q15",
        does="samples in a context that does not exist",
        request=_unknown_context,
    ),
    Habit(
        name="long-info",
        source="Q16",
        does="sends 60 characters of info where 50 are allowed, when a cable is plugged in",
        request=_long_info,
    ),
    Habit(
        name="long-value",
        source="Q16",
        does="has a configuration value of 551 characters where 500 are allowed",
        response=_long_value,
    ),
    Habit(
        name="extra-fields",
        source="Q17",
        does="sends fields that the message does not have: connectorId in Authorize, one of its own elsewhere",
        request=_extra_fields,
    ),
    Habit(
        name="null-texts",
        source="Q18",
        does='sends "null" and empty texts for what it does not know',
        request=_null_texts,
    ),
    Habit(
        name="pretty-json",
        source="Q18",
        does="sends JSON with line breaks and blanks",
        traits=frozenset({"blank lines"}),
    ),
    Habit(
        name="control-characters",
        source="Q19",
        does="stops with an id tag of more than 20 characters that ends with control characters",
        request=_control_characters,
    ),
    Habit(
        name="counter-ids",
        source="Q20",
        does="counts its message ids, from 1 after each start of the program",
        message_id=lambda action, stage: str(stage.next("message")),
    ),
    Habit(
        name="numeric-ids",
        source="Q20",
        does="sends message ids as JSON numbers",
        message_id=lambda action, stage: stage.next("message"),
    ),
    Habit(
        name="long-ids",
        source="Q20",
        does="sends message ids of more than 36 characters",
        message_id=lambda action, stage: f"{action}-{uuid4()}-{uuid4()}",
    ),
    Habit(
        name="long-errors",
        source="Q21",
        does="describes its CALLERRORs in 41 lines",
        frames=_long_errors,
    ),
    Habit(
        name="short-errors",
        source="Q21",
        does="sends CALLERRORs of three elements, without description and details",
        frames=_short_errors,
    ),
    Habit(
        name="no-timestamp",
        source="Q22",
        does="sends statuses without a time",
        request=_no_timestamp,
    ),
    Habit(
        name="json-info",
        source="Q22",
        does="sends JSON of its own, with markup in it, inside of info",
        request=_json_info,
    ),
    Habit(
        name="local-offset",
        source="Q23",
        does="sends times with +02:00 instead of Z",
        request=_local_offset,
    ),
)
