"""csms.config: what a server is that nobody has told anything."""

from pathlib import Path

import pytest

from csms.charging.overdue import EVERY
from csms.config import Settings


@pytest.fixture
def defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Settings without any environment."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return Settings()


def test_nobody_outside_reaches_it(defaults: Settings) -> None:
    """CONN-10: whoever opens an unencrypted port to the world has said so."""
    assert defaults.host == "127.0.0.1"
    assert defaults.base_url == "http://127.0.0.1:8000"


def test_messages_are_bounded(defaults: Settings) -> None:
    """DEC-11"""
    assert defaults.ocpp_max_message == 1024 * 1024


def test_no_transaction_is_eternal(defaults: Settings) -> None:
    """R10: suspected within ten minutes, closed within a day, also when it is only silence that speaks."""
    assert defaults.transaction_suspect_after <= 600 - EVERY
    assert defaults.transaction_silent_after + defaults.transaction_close_after <= 24 * 3600
