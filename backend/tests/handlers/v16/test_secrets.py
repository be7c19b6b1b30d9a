"""csms.handlers.v16.secrets: what is not stored of the frames on the wire."""

import json
from typing import Any

import pytest

from csms.handlers.v16.secrets import conceal, redact, redact_frame
from csms.ocpp.v16 import core, validate_request

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


PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
PLACES = [
    ("GetDiagnostics", lambda url: {"location": url}),
    ("UpdateFirmware", lambda url: {"location": url, "retrieveDate": "2026-11-28T10:00:00Z"}),
    ("GetLog", lambda url: {"logType": "SecurityLog", "requestId": 1, "log": {"remoteLocation": url}}),
    (
        "SignedUpdateFirmware",
        lambda url: {
            "requestId": 1,
            "firmware": {
                "location": url,
                "retrieveDateTime": "2026-11-28T10:00:00Z",
                "signingCertificate": PEM,
                "signature": "s",
            },
        },
    ),
]


@pytest.mark.parametrize(("action", "request_of"), PLACES)
@pytest.mark.parametrize("password", ["s3cret", "p@ss:word"])
def test_passwords_of_addresses_are_not_kept(action: str, request_of: Any, password: str) -> None:
    """SEC-11: not in the command, not in the log of what was sent, not in what a charger repeats of it (Q21)."""
    payload = request_of(f"ftp://ines:{password}@files.example.org/up?a=b@c:d")
    shown = redact(action, payload)
    assert shown == request_of("ftp://ines:(hidden)@files.example.org/up?a=(hidden)")
    request = validate_request(action, payload)
    frame = json.dumps([2, "1", action, payload]).encode()
    assert json.loads(redact_frame(request, frame))[3] == shown
    echo = json.dumps([4, "1", "InternalError", f"cannot reach {password}", payload]).encode()
    assert password not in conceal(request, echo).decode()


@pytest.mark.parametrize("url", ["https://files.example.org/a@b:c", "ftp://ines@host/x", "ftp://host:21/x"])
def test_addresses_without_a_password_stay(url: str) -> None:
    payload = {"location": url}
    assert redact("GetDiagnostics", payload) == payload
    frame = json.dumps([2, "1", "GetDiagnostics", payload]).encode()
    assert redact_frame(validate_request("GetDiagnostics", payload), frame) is frame


LINKS = [
    "https://bucket.example/logs?X-Amz-Expires=600&X-Amz-Signature=@",
    "https://account.example/logs?sv=2024&sig=@&se=2026",
    "https://csms.example/files/@",
    "https://csms.example/files/@/kestrel-3.0.0.bin",
]


@pytest.mark.parametrize(("action", "request_of"), PLACES)
@pytest.mark.parametrize("link", LINKS)
def test_links_that_let_others_in_are_not_kept(action: str, request_of: Any, link: str) -> None:
    """SEC-11, S17: presigned links and addresses of our own drop box are keys."""
    token = "S3cretS3cretS3cretS3cretS3cretS3cretS3cretS"
    payload = request_of(link.replace("@", token))
    request = validate_request(action, payload)
    assert token not in json.dumps(redact(action, payload))
    frame = json.dumps([2, "1", action, payload]).encode()
    assert token not in redact_frame(request, frame).decode()
    assert json.loads(redact_frame(request, frame))[3] == redact(action, payload)
    echo = json.dumps([4, "1", "InternalError", f"cannot reach {token}", payload]).encode()
    assert token not in conceal(request, echo).decode()
