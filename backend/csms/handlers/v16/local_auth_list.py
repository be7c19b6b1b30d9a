"""The LocalAuthListManagement profile (OCPP 1.6, 3.5, 5.10, 5.15)."""

from collections.abc import Mapping

from csms.handlers.effects import Effects
from csms.ocpp.v16.types import Message

EFFECTS: Mapping[type[Message], Effects] = {}
