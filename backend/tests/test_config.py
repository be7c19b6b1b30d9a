"""csms.config: what a server is that nobody has told anything."""

from pathlib import Path

import jwt
import pytest

from csms.charging.overdue import EVERY
from csms.config import Settings, load_settings
from csms.errors import ConfigurationError


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


class TestSupabase:
    URL = "https://abcdefgh.supabase.co"

    @staticmethod
    def key(role: str) -> str:
        """As Supabase made them: a JWT that says what it opens."""
        return jwt.encode({"iss": "supabase", "role": role}, "s" * 40, "HS256")

    def load(self, monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
        for name, value in values.items():
            monkeypatch.setenv(f"SUPABASE_{name}", value)
        return load_settings()

    def test_a_project_and_what_browsers_are_told(
        self, defaults: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for key in ("sb_publishable_abc", self.key("anon")):
            settings = self.load(monkeypatch, URL=f"{self.URL}/", ANON_KEY=key)
            assert (settings.supabase_url, settings.supabase_anon_key) == (self.URL, key)

    def test_it_takes_a_key(self, defaults: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(ConfigurationError, match="SUPABASE_ANON_KEY: SUPABASE_URL needs it"):
            self.load(monkeypatch, URL=self.URL)

    def test_not_the_key_that_opens_everything(
        self, defaults: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for key in ("sb_secret_abc", self.key("service_role"), self.key("supabase_admin")):
            with pytest.raises(ConfigurationError, match="SUPABASE_ANON_KEY: this key is secret") as refusal:
                self.load(monkeypatch, URL=self.URL, ANON_KEY=key)
            assert key not in str(refusal.value)

    def test_no_secret_that_can_be_guessed(self, defaults: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(ConfigurationError, match="SUPABASE_JWT_SECRET: must have at least 32"):
            self.load(monkeypatch, JWT_SECRET="canary")
