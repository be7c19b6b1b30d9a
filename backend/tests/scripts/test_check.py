"""One run of the checks names all that is wrong, and a stale generated file is made anew and reported."""

from pathlib import Path

import pytest

from scripts import check, node


@pytest.fixture
def generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An API type file; `npm run generate` would write "new" into it."""
    types = tmp_path / "api.d.ts"
    monkeypatch.setattr(check, "GENERATED", (types,))
    monkeypatch.setattr(check, "python", lambda *arguments: True)
    monkeypatch.setattr(node, "npm", lambda arguments: types.write_text("new") and 0)
    return types


def test_a_generated_file_that_fits_passes(generated: Path) -> None:
    generated.write_text("new")
    assert check.generated_is_current()


@pytest.mark.parametrize("before", ["old", None])
def test_a_stale_or_missing_one_fails_once_and_is_made_anew(
    generated: Path, capsys: pytest.CaptureFixture[str], before: str | None
) -> None:
    if before is not None:
        generated.write_text(before)
    assert not check.generated_is_current()
    assert "stale: api.d.ts" in capsys.readouterr().out
    assert check.generated_is_current()


def test_a_document_that_cannot_be_made_fails(generated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "python", lambda *arguments: False)
    assert not check.generated_is_current()


def test_every_failure_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(check, "python", lambda module, *arguments: module != "mypy")
    monkeypatch.setattr(check, "run", lambda *arguments, **keywords: 1)
    monkeypatch.setattr(check, "generated_is_current", lambda: True)
    monkeypatch.setattr(node, "npm", lambda arguments: 0)
    assert check.main() == 1
    assert "make check FAILED: types, import contracts" in capsys.readouterr().out
