"""The quirks of real chargers that can be played, by name: the rows Q1 to Q41 of what the field sends.

Q33 is not among them: transaction ids that collide are given by a central system, not by a charger.
"""

from collections.abc import Sequence

from csms.simulator.clock import Clock
from csms.simulator.habits import Habit, Habits
from csms.simulator.quirks import commands, connecting, messages, metering

_HABITS: tuple[Habit, ...] = (*connecting.HABITS, *messages.HABITS, *metering.HABITS, *commands.HABITS)

# In the order of the rows.
QUIRKS: dict[str, Habit] = {
    habit.name: habit for habit in sorted(_HABITS, key=lambda one: int(one.source.removeprefix("Q")))
}


def habits(names: Sequence[str], clock: Clock) -> Habits:
    """The habits of these names, for one charge point. Raises KeyError."""
    return Habits([QUIRKS[name] for name in names], clock)
