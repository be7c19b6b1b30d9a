"""The Reservation profile (OCPP 1.6, 5.1, 5.13)."""

from collections.abc import Mapping

from csms.handlers.effects import Effects
from csms.ocpp.v16.types import Message

EFFECTS: Mapping[type[Message], Effects] = {}
