"""How faults of real firmware are played: each habit is data and small hooks, asked at the layer where it shows.

=============  ============================================================================================
`traits`       what the logic of the charge point itself does otherwise
`settings`     configuration keys that keep their value, whatever the central system says
`clock_error`  by how much the clock is wrong at first
`handshake`    what is asked for when connecting
`message_id`   the id of a CALL
`request`      the payload of a CALL
`response`     the payload of a CALLRESULT
`frames`       the frames that are sent instead of one frame
`heard`        what is done with a CALL of the central system
`unasked`      CALLs that nobody waits for, after a boot or after an answered CALL
=============  ============================================================================================
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct, field

from csms.simulator.clock import Clock

# JSON, as it is on the wire.
Payload: TypeAlias = dict[str, Any]
Frame: TypeAlias = list[Any]

Trait: TypeAlias = Literal[
    "statuses first",
    "no backoff",
    "mute",
    "hexadecimal text",
    "deaf to boot time",
    "freezes transaction id",
    "values after stop",
    "stuck on error",
    "blank lines",
    "reserved bits",
]

# What becomes of a CALL: answered as it should be; answered, and then nothing done; done before it is
# answered; done and not answered; not answered; not answered, and the connection closed.
Reaction: TypeAlias = Literal["answer", "forget", "act first", "act unanswered", "ignore", "close"]

BOOTED = "booted"


class Handshake(Struct, frozen=True):
    """What is sent to connect; `path` follows the endpoint."""

    path: str
    user: str
    password: bytes
    subprotocols: tuple[str, ...]
    compression: bool = False


class Stage:
    """What the habits of one charge point remember."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.numbers: dict[str, int] = {}
        self.payloads: dict[str, Payload] = {}
        self.times: list[datetime] = []

    def next(self, name: str) -> int:
        """1, 2, 3 ..."""
        self.numbers[name] = self.numbers.get(name, 0) + 1
        return self.numbers[name]


class Habit(Struct, frozen=True, kw_only=True):
    """One habit; `source` is its row in the list of what the field sends, `does` what the other side sees."""

    name: str
    source: str
    does: str
    traits: frozenset[Trait] = frozenset()
    settings: Mapping[str, str] = field(default_factory=dict)
    clock_error: Callable[[datetime], timedelta] | None = None
    handshake: Callable[[Handshake], Handshake] | None = None
    message_id: Callable[[str, Stage], str | int | None] | None = None
    request: Callable[[str, Payload, Stage], None] | None = None
    response: Callable[[str, Payload], None] | None = None
    frames: Callable[[Frame, Stage], list[Frame]] | None = None
    heard: Callable[[str, Payload, Stage], Reaction] | None = None
    unasked: Mapping[str, Sequence[tuple[str, Payload]]] = field(default_factory=dict)


class Habits:
    """Several habits at once. Without any, what is sent passes untouched."""

    def __init__(self, habits: Sequence[Habit], clock: Clock) -> None:
        self._habits = tuple(habits)
        self._stage = Stage(clock)
        self._traits = frozenset(trait for habit in habits for trait in habit.traits)
        self._frames = [habit.frames for habit in habits if habit.frames is not None]

    def has(self, trait: Trait) -> bool:
        return trait in self._traits

    @property
    def settings(self) -> dict[str, str]:
        """The configuration keys that keep their value."""
        return {key: value for habit in self._habits for key, value in habit.settings.items()}

    def clock_error(self, now: datetime) -> timedelta:
        """By how much the clock is wrong at first."""
        errors = [habit.clock_error(now) for habit in self._habits if habit.clock_error is not None]
        return sum(errors, timedelta())

    def handshake(self, handshake: Handshake) -> Handshake:
        for habit in self._habits:
            if habit.handshake is not None:
                handshake = habit.handshake(handshake)
        return handshake

    def message_id(self, action: str) -> str | int | None:
        """The id for a CALL of `action`; None where a new one will do."""
        ids = (
            habit.message_id(action, self._stage) for habit in self._habits if habit.message_id is not None
        )
        return next((id for id in ids if id is not None), None)

    def request(self, action: str, payload: bytes) -> bytes:
        """What is sent as the payload of a CALL."""
        hooks = [habit.request for habit in self._habits if habit.request is not None]
        if not hooks:
            return payload
        changed: Payload = msgspec.json.decode(payload)
        for hook in hooks:
            hook(action, changed, self._stage)
        return msgspec.json.encode(changed)

    def response(self, action: str, payload: bytes) -> bytes:
        """What is sent as the payload of a CALLRESULT to `action`."""
        hooks = [habit.response for habit in self._habits if habit.response is not None]
        if not hooks:
            return payload
        changed: Payload = msgspec.json.decode(payload)
        for hook in hooks:
            hook(action, changed)
        return msgspec.json.encode(changed)

    def texts(self, frame: bytes) -> Iterator[bytes]:
        """The text messages that are sent instead of `frame`."""
        if not self._frames and not self.has("blank lines"):
            yield frame
            return
        frames: list[Frame] = [msgspec.json.decode(frame)]
        for hook in self._frames:
            frames = [made for one in frames for made in hook(one, self._stage)]
        for one in frames:
            text = msgspec.json.encode(one)
            yield msgspec.json.format(text, indent=2) if self.has("blank lines") else text

    def heard(self, action: str, payload: bytes) -> tuple[Reaction, bytes]:
        """What is done with a CALL, and what its payload is taken for."""
        hooks = [habit.heard for habit in self._habits if habit.heard is not None]
        if not hooks:
            return "answer", payload
        try:
            understood: Payload = msgspec.json.decode(payload)
        except msgspec.DecodeError:  # refused by who reads it
            return "answer", payload
        reactions = [hook(action, understood, self._stage) for hook in hooks]
        odd: list[Reaction] = [reaction for reaction in reactions if reaction != "answer"]
        return odd[0] if odd else "answer", msgspec.json.encode(understood)

    def unasked(self, occasion: str) -> Iterator[tuple[str, bytes]]:
        """(action, payload) of the CALLs that follow `BOOTED`, or an answered CALL of this action."""
        for habit in self._habits:
            for action, payload in habit.unasked.get(occasion, ()):
                yield action, msgspec.json.encode(payload)
