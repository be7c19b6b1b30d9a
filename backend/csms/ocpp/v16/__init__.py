"""OCPP 1.6 edition 2: its messages, and the ways from a payload to a message and back."""

from csms.ocpp.v16.actions import ACTIONS, KNOWN, Action, find
from csms.ocpp.v16.conduct import misconduct
from csms.ocpp.v16.requests import InvalidRequest, validate_request
from csms.ocpp.writing import encode

__all__ = ["ACTIONS", "KNOWN", "Action", "InvalidRequest", "encode", "find", "misconduct", "validate_request"]
