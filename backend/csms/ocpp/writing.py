"""A message -> the payload text that we send."""

import msgspec
from msgspec import Struct

from csms.ocpp.timestamps import map_times, whole_utc

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def encode(value: Struct) -> bytes:
    """The payload of `value`: times in UTC with `Z` and whole seconds, decimals as JSON numbers.

    Raises ValueError for a time without a zone.
    """
    return _ENCODER.encode(map_times(value, whole_utc))
