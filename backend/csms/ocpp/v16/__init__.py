"""OCPP 1.6 edition 2: its messages, and the ways from a payload to a message and back."""

from csms.ocpp.v16.actions import ACTIONS, KNOWN, Action, find

__all__ = ["ACTIONS", "KNOWN", "Action", "find"]
