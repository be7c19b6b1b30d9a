"""Signatures, judged by the independent library `standardwebhooks`."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from csms.webhooks.signatures import headers, new_secret

texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(texts)
def test_what_is_signed_is_verified(text: str) -> None:
    secret, body = new_secret(), text.encode()
    Webhook(secret).verify(body, headers([secret], "evt_1", datetime.now(UTC), body), json_parse=False)


def test_while_one_secret_replaces_another_either_verifies() -> None:
    old, new, body = new_secret(), new_secret(), b"{}"
    signed = headers([new, old], "evt_1", datetime.now(UTC), body)
    for secret in (old, new):
        Webhook(secret).verify(body, signed)
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(body, signed)


@pytest.mark.parametrize("changed", [{"webhook-id": "evt_2"}, {"webhook-timestamp": "1"}])
def test_nothing_can_be_changed(changed: dict[str, str]) -> None:
    secret = new_secret()
    signed = headers([secret], "evt_1", datetime.now(UTC), b"{}")
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(b"{}", signed | changed)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(b"{} ", signed)
