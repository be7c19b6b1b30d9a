"""The official JSON schemas, as the package `ocpp` carries them: the judge of what the simulator sends."""

import json
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft4Validator


@cache
def _validator(name: str) -> Draft4Validator:
    text = (files("ocpp") / "v16" / "schemas" / f"{name}.json").read_text(encoding="utf-8-sig")
    return Draft4Validator(json.loads(text, parse_float=Decimal))


def breaches(name: str, payload: Any) -> list[str]:
    """What is wrong with a payload: "Heartbeat" for the request, "HeartbeatResponse" for the answer."""
    return [error.message for error in _validator(name).iter_errors(payload)]
