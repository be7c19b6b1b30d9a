"""Secrets at rest."""

import pytest

from csms.webhooks.sealing import Seal, Unreadable


def test_only_the_same_server_reads_it() -> None:
    ours, other = Seal(b"a" * 32), Seal(b"b" * 32)
    sealed = ours.close("whsec_secret")
    assert "whsec" not in sealed
    assert ours.open(sealed) == "whsec_secret"
    with pytest.raises(Unreadable):
        other.open(sealed)
    with pytest.raises(Unreadable):
        ours.open("whsec_secret")
