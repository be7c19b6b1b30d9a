"""What a simulated charger sends: WebSocket frames, made as cheaply as the generator needs them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from websockets.speedups import apply_mask

MASK = b"\x5a\x17\xc3\x8e"
TAG = "BENCH"

PHASES = ("L1", "L2", "L3")
READINGS = {
    "Energy": "%07d",
    "Power": "7359.6",
    "SoC": "47",
    "Frequency": "49.98",
    "Current": "15.97",
    "Voltage": "230.4",
}
THREE_VALUES: tuple[dict[str, str], ...] = (
    {"measurand": "Energy.Active.Import.Register", "unit": "Wh", "context": "Sample.Periodic"},
    {"measurand": "Power.Active.Import", "unit": "W", "context": "Sample.Periodic"},
    {"measurand": "SoC", "unit": "Percent", "location": "EV", "context": "Sample.Periodic"},
)
TWENTY_VALUES: tuple[dict[str, str], ...] = (
    *THREE_VALUES,
    {"measurand": "Energy.Active.Export.Register", "unit": "Wh", "context": "Sample.Periodic"},
    {"measurand": "Frequency", "context": "Sample.Periodic"},
    *(
        {"measurand": measurand, "unit": unit, "phase": phase, "context": "Sample.Periodic"}
        for measurand, unit in (
            ("Current.Import", "A"),
            ("Voltage", "V"),
            ("Power.Active.Import", "W"),
            ("Energy.Active.Import.Register", "Wh"),
            ("Current.Offered", "A"),
        )
        for phase in PHASES
    ),
)
KINDS = {3: THREE_VALUES, 20: TWENTY_VALUES}

Maker = Callable[[int], bytes]
"""The n-th frame of a connection."""


def client_frame(payload: bytes) -> bytes:
    """A masked text frame, as a charger must send it (RFC 6455 section 5.3)."""
    size = len(payload)
    header = bytes((0x81, 0x80 | size)) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
    return header + MASK + apply_mask(payload, MASK)


def call(action: str, payload: object, message_id: str = "0") -> bytes:
    return client_frame(json.dumps([2, message_id, action, payload], separators=(",", ":")).encode())


def boot() -> bytes:
    return call("BootNotification", {"chargePointVendor": "Bench", "chargePointModel": "Load"})


def available() -> bytes:
    return call("StatusNotification", {"connectorId": 1, "errorCode": "NoError", "status": "Available"})


def start(tag: str, meter_start: int) -> bytes:
    payload = {"connectorId": 1, "idTag": tag, "meterStart": meter_start, "timestamp": f"{_day()}T00:00:00Z"}
    return call("StartTransaction", payload)


def stop(transaction_id: int) -> bytes:
    payload = {"transactionId": transaction_id, "meterStop": 999_999_999, "timestamp": f"{_day()}T23:59:59Z"}
    return call("StopTransaction", payload)


def heartbeats() -> Maker:
    return lambda n: client_frame(b'[2,"%07d","Heartbeat",{}]' % n)


def meter_values(values: int, transaction_id: int) -> Maker:
    """MeterValues with 3 or 20 values; register and time advance from one to the next, the size stays."""
    samples = json.dumps([{"value": _reading(kind), **kind} for kind in KINDS[values]], separators=(",", ":"))
    registers = samples.count("%07d")
    template = (
        f'[2,"%07d","MeterValues",{{"connectorId":1,"transactionId":{transaction_id},"meterValue":'
        f'[{{"timestamp":"{_day()}T%02d:%02d:%02dZ","sampledValue":{samples}}}]}}]'
    ).encode()

    def make(n: int) -> bytes:
        return client_frame(template % (n, n // 3600, n // 60 % 60, n % 60, *(n,) * registers))

    return make


def _reading(kind: dict[str, str]) -> str:
    return READINGS[kind["measurand"].partition(".")[0]]


def _day() -> str:
    """Yesterday: samples of a whole day are in the past, as those of a real session are."""
    return f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}"
