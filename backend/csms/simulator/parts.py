"""What the parts of a charge point share."""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from random import Random

from msgspec import Struct

from csms.simulator import quirks
from csms.simulator.clock import Clock, DeviceClock
from csms.simulator.configuration import Configuration
from csms.simulator.habits import Habits
from csms.simulator.hardware import Hardware
from csms.simulator.outbox import Notices, Outbox
from csms.simulator.tasks import Tasks

# Lines of its log that a charge point keeps.
_LOG_LINES = 2000


class Account(Struct):
    """Where to connect, and as whom; `url` is the endpoint without the identity."""

    identity: str
    url: str
    password: str


class Flash(Struct):
    """What an update of the firmware changes."""

    firmware_version: str


class Log:
    """What a charge point did, line by line; `tell` hears each line too."""

    def __init__(self, clock: DeviceClock, tell: Callable[[str], None]) -> None:
        self._clock = clock
        self._tell = tell
        self._lines: deque[tuple[datetime, str]] = deque(maxlen=_LOG_LINES)

    def __call__(self, text: str) -> None:
        self._lines.append((self._clock.now(), text))
        self._tell(text)

    def between(self, since: datetime | None, until: datetime | None) -> list[str]:
        """The lines from `since` to `until`, oldest first."""
        return [
            f"{at:%Y-%m-%dT%H:%M:%SZ} {text}"
            for at, text in self._lines
            if (since is None or at >= since) and (until is None or at <= until)
        ]


class Parts(Struct, frozen=True):
    """`outbox` holds transaction messages, `notices` what else must arrive in order.

    `tell` takes a line for the log.
    """

    account: Account
    clock: DeviceClock
    rng: Random
    hardware: Hardware
    flash: Flash
    habits: Habits
    configuration: Configuration
    outbox: Outbox
    notices: Outbox
    tasks: Tasks
    tell: Log


def assemble(
    account: Account, hardware: Hardware, true: Clock, rng: Random, tell: Callable[[str], None]
) -> Parts:
    """The parts of a charge point that has just left the factory."""
    habits = quirks.habits(hardware.habits, true)
    clock = DeviceClock(true, habits.clock_error(true.now()))
    configuration = Configuration(len(hardware.connectors), dc=hardware.has_dc, pinned=habits.settings)
    return Parts(
        account=account,
        clock=clock,
        rng=rng,
        hardware=hardware,
        flash=Flash(hardware.firmware_version),
        habits=habits,
        configuration=configuration,
        outbox=Outbox(clock, configuration),
        notices=Notices(clock, configuration),
        tasks=Tasks(),
        tell=Log(clock, tell),
    )
