"""`.env.example` is the list of settings people read: it has each one, with its default, and nothing else."""

from pathlib import Path

import pytest
from dotenv import dotenv_values

from csms.config import Settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"


def test_it_names_every_setting_and_no_other() -> None:
    assert {name.lower() for name in dotenv_values(EXAMPLE)} == set(Settings.model_fields)


def test_it_shows_the_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no .env of the person who runs the tests
    values = dotenv_values(EXAMPLE)
    for name in values:
        monkeypatch.delenv(name, raising=False)
    defaults = Settings()
    for name, value in values.items():
        monkeypatch.setenv(name, value or "")
    assert Settings() == defaults
