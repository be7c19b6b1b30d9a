"""csms.handlers.v16.secrets: what is not stored of the frames on the wire."""

import json
from typing import Any

import pytest

from csms.handlers.v16.secrets import conceal
from csms.ocpp.v16 import core

KEY = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("request_", "frame"),
    [
        (
            core.ChangeConfigurationRequest(key="AuthorizationKey", value=KEY),
            [4, "1", "InternalError", f"cannot set {KEY.upper()}", {"request": [2, "1", {"value": KEY}]}],
        ),
        (
            core.GetConfigurationRequest(),
            [3, "1", {"configurationKey": [{"key": "authorizationKEY", "readonly": False, "value": KEY}]}],
        ),
        (core.GetConfigurationRequest(), [3, "1", {"configurationKey": {"AuthorizationKey": KEY}}]),
        (core.GetConfigurationRequest(), [4, "1", "InternalError", f"AuthorizationKey={KEY}", {}]),
    ],
)
def test_keys_in_answers_are_not_kept(request_: Any, frame: list[Any]) -> None:
    """CFG-05, S5, Q21: the log, the command and the screens never show one."""
    shown = conceal(request_, json.dumps(frame).encode())
    assert KEY not in shown.decode().lower()
    assert json.loads(shown)[0] in (3, 4)


def test_other_answers_are_kept_as_they_came() -> None:
    frame = b'[3, "1", {"configurationKey": [{"key":"AuthorizationKey","readonly":false}, {"key":"A"}]}]'
    assert json.loads(conceal(core.GetConfigurationRequest(), frame)) == json.loads(frame)
    assert conceal(core.ClearCacheRequest(), frame) is frame
