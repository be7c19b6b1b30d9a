"""The SmartCharging profile (OCPP 1.6, 3.13, 5.5, 5.7, 5.16)."""

from collections.abc import Mapping

from csms.handlers.effects import Effects
from csms.ocpp.v16.types import Message

EFFECTS: Mapping[type[Message], Effects] = {}
