"""Stamps change when, and only when, what they stand for changes."""

from pathlib import Path

import pytest

from scripts import stamps


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    file = tmp_path / "a.ts"
    file.write_text("one")
    return file


def test_the_same_files_have_the_same_digest_in_any_order(source: Path) -> None:
    other = source.with_name("b.ts")
    other.write_text("two")
    assert stamps.digest([source, other]) == stamps.digest([other, source])


def test_content_name_and_settings_all_count(source: Path) -> None:
    before = stamps.digest([source])
    renamed = source.rename(source.with_name("c.ts"))
    assert stamps.digest([renamed]) != before
    renamed.rename(source).write_text("changed")
    assert stamps.digest([source]) != before
    assert stamps.digest([source], "NEXT_PUBLIC_API_URL=x") != stamps.digest([source])


def test_a_stamp_is_current_until_its_value_changes(tmp_path: Path) -> None:
    stamp = tmp_path / "folder" / "stamp"
    assert not stamps.is_current(stamp, "1")
    stamps.write(stamp, "1")
    assert stamps.is_current(stamp, "1")
    assert not stamps.is_current(stamp, "2")
