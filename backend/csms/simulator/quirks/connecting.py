"""Quirks of connecting, booting and telling the time (Q1-Q14, Q23, Q24)."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote
from uuid import uuid4

from msgspec.structs import replace

from csms.simulator.habits import Frame, Habit, Handshake, Payload, Reaction, Stage

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SLOW = "120"


def _escaped(handshake: Handshake) -> Handshake:
    """Every byte of the identity as %XX, which means the same."""
    identity = unquote(handshake.path.removeprefix("/")).encode()
    return replace(handshake, path="/" + "".join(f"%{byte:02X}" for byte in identity))


def _repeats_boot(frame: Frame, stage: Stage) -> list[Frame]:
    """With each Heartbeat comes the first BootNotification again, under the id that it had."""
    if frame[0] != 2:
        return [frame]
    if frame[2] == "BootNotification":
        stage.payloads["boot"] = frame[3]
    repeated = frame[2] == "Heartbeat" and "boot" in stage.payloads
    return [frame, [2, "boot", "BootNotification", stage.payloads["boot"]]] if repeated else [frame]


def _long_plate(action: str, payload: Payload, stage: Stage) -> None:
    if action == "BootNotification":
        serial = str(payload.get("chargePointSerialNumber", "")).ljust(36, "0")
        payload |= {"chargePointSerialNumber": serial, "iccid": "", "imsi": "", "meterSerialNumber": ""}


def _does_not_wait(frame: Frame, stage: Stage) -> list[Frame]:
    hurried = frame[0] == 2 and frame[2] == "StatusNotification"
    return [frame, [2, str(uuid4()), "Heartbeat", {}]] if hurried else [frame]


def _acts_first(action: str, payload: Payload, stage: Stage) -> Reaction:
    return "act first" if action == "RemoteStartTransaction" else "answer"


HABITS = (
    Habit(
        name="no-subprotocol",
        source="Q1",
        does="connects without Sec-WebSocket-Protocol",
        handshake=lambda handshake: replace(handshake, subprotocols=()),
    ),
    Habit(
        name="many-subprotocols",
        source="Q2",
        does="offers ocpp0.1 and ocpp1.5 before ocpp1.6",
        handshake=lambda handshake: replace(handshake, subprotocols=("ocpp0.1", "ocpp1.5", "ocpp1.6")),
    ),
    Habit(
        name="escaped-identity",
        source="Q3",
        does="escapes every character of its identity in the path, none in the user name",
        handshake=_escaped,
    ),
    Habit(
        name="trailing-slash",
        source="Q4",
        does="ends the path with a slash",
        handshake=lambda handshake: replace(handshake, path=handshake.path + "/"),
    ),
    Habit(
        name="doubled-identity",
        source="Q4",
        does="has its identity twice in the path",
        handshake=lambda handshake: replace(handshake, path=handshake.path * 2),
    ),
    Habit(name="mute", source="Q5", does="never answers a WebSocket ping", traits=frozenset({"mute"})),
    Habit(
        name="slow-signs-of-life",
        source="Q6",
        does="sends heartbeats and pings every two minutes, whatever it was told",
        settings={"HeartbeatInterval": _SLOW, "WebSocketPingInterval": _SLOW},
    ),
    Habit(
        name="compression",
        source="Q7",
        does="offers permessage-deflate and compresses where it is agreed on",
        handshake=lambda handshake: replace(handshake, compression=True),
    ),
    Habit(
        name="reserved-bits",
        source="Q7",
        does="marks its Heartbeats as compressed although nothing was agreed on",
        traits=frozenset({"reserved bits"}),
    ),
    Habit(
        name="no-backoff",
        source="Q8",
        does="connects again at once and without end",
        traits=frozenset({"no backoff"}),
    ),
    Habit(
        name="hex-password",
        source="Q9",
        does="sends the hexadecimal text of its AuthorizationKey as password",
        traits=frozenset({"hexadecimal text"}),
    ),
    Habit(
        name="foreign-user",
        source="Q9",
        does="sends a user name that is not its identity",
        handshake=lambda handshake: replace(handshake, user="admin"),
    ),
    Habit(
        name="statuses-first",
        source="Q10",
        does="sends its statuses before the BootNotification",
        traits=frozenset({"statuses first"}),
    ),
    Habit(
        name="repeated-boot",
        source="Q11",
        does="sends its BootNotification again with each Heartbeat, always under the same message id",
        message_id=lambda action, stage: "boot" if action == "BootNotification" else None,
        frames=_repeats_boot,
    ),
    Habit(
        name="long-serial",
        source="Q12",
        does="has a serial number of more than 25 characters, and empty texts in its BootNotification",
        request=_long_plate,
    ),
    Habit(
        name="acts-first",
        source="Q13",
        does="sends Authorize before it answers the RemoteStartTransaction",
        heard=_acts_first,
    ),
    Habit(
        name="does-not-wait",
        source="Q14",
        does="sends a Heartbeat right behind each StatusNotification, before that is answered",
        frames=_does_not_wait,
    ),
    Habit(
        name="clock-ahead",
        source="Q23",
        does="is two hours ahead until the first Heartbeat is answered",
        traits=frozenset({"deaf to boot time"}),
        clock_error=lambda now: timedelta(hours=2),
    ),
    Habit(
        name="epoch-clock",
        source="Q24",
        does="lives in 1970 until the first Heartbeat is answered",
        traits=frozenset({"deaf to boot time"}),
        clock_error=lambda now: _EPOCH - now,
    ),
)
