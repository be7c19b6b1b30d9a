"""`.env.example` is the list of settings people read: it has each one, with its default, and nothing else."""

from pathlib import Path

from dotenv import dotenv_values

from csms.config import Settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"


def test_it_names_every_setting_and_no_other() -> None:
    assert {name.lower() for name in dotenv_values(EXAMPLE)} == set(Settings.model_fields)


def test_it_shows_the_defaults() -> None:
    assert Settings(_env_file=EXAMPLE) == Settings(_env_file=None)
