"""An announcer that nobody listens to."""

from typing import Any

from csms.charging.announcer import Announcer
from csms.realtime.broker import Broker

KINDS = (
    "charger",
    "transaction",
    "command",
    "station",
    "id_tag",
    "reservation",
    "job",
    "certificate",
    "local_list",
)


async def nothing(*_: object) -> Any:
    return 0


def silent(broker: Broker) -> Announcer:
    return Announcer(broker, dict.fromkeys(KINDS, nothing), nothing)
