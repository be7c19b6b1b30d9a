"""The RemoteTrigger profile (OCPP 1.6, 5.17; security whitepaper, 5.5)."""

from collections.abc import Mapping

from csms.handlers.effects import Effects
from csms.ocpp.v16.types import Message

EFFECTS: Mapping[type[Message], Effects] = {}
