"""The signing key and the server secret: made once, whole, for the owner only."""

import base64
import hashlib
import json
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from csms.auth import key_files
from csms.auth.keys import (
    SERVER_SECRET_FILE,
    SIGNING_KEY_FILE,
    derive,
    load_server_secret,
    load_signing_key,
)
from csms.errors import ConfigurationError

LOADERS = pytest.mark.parametrize(
    ("load", "name"), [(load_signing_key, SIGNING_KEY_FILE), (load_server_secret, SERVER_SECRET_FILE)]
)
Loader = Callable[[Path], Any]


def identity(loaded: Any) -> object:
    return loaded if isinstance(loaded, bytes) else loaded.key_id


@LOADERS
class TestFiles:
    def test_is_made_once(self, tmp_path: Path, load: Loader, name: str) -> None:
        folder = tmp_path / "data"
        assert identity(load(folder)) == identity(load(folder))
        assert [file.name for file in folder.iterdir()] == [name]

    def test_is_for_the_owner_only(self, tmp_path: Path, load: Loader, name: str) -> None:
        load(tmp_path)
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600

    def test_a_file_that_others_can_read_is_closed(self, tmp_path: Path, load: Loader, name: str) -> None:
        load(tmp_path)
        (tmp_path / name).chmod(0o644)
        load(tmp_path)
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600

    def test_processes_that_start_together_get_the_same(
        self, tmp_path: Path, load: Loader, name: str
    ) -> None:
        with ThreadPoolExecutor(8) as threads:
            loaded = list(threads.map(lambda _: identity(load(tmp_path)), range(16)))
        assert len(set(loaded)) == 1
        assert [file.name for file in tmp_path.iterdir()] == [name]

    def test_who_comes_second_takes_the_first_ones(
        self, tmp_path: Path, load: Loader, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write = key_files._write_durably
        first: list[object] = []

        def overtaken(path: Path, content: bytes) -> None:
            monkeypatch.setattr(key_files, "_write_durably", write)
            first.append(identity(load(tmp_path)))
            write(path, content)

        monkeypatch.setattr(key_files, "_write_durably", overtaken)
        assert identity(load(tmp_path)) == first[0]
        assert [file.name for file in tmp_path.iterdir()] == [name]

    @pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff\xfe", b"-----BEGIN PRIVATE KEY-----\n"])
    def test_an_unusable_file_stops_the_start(
        self, tmp_path: Path, load: Loader, name: str, content: bytes
    ) -> None:
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ConfigurationError, match=f"DATA_DIR: .*{name}"):
            load(tmp_path)
        assert (tmp_path / name).read_bytes() == content

    def test_an_unusable_folder_stops_the_start(self, tmp_path: Path, load: Loader, name: str) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(ConfigurationError, match="DATA_DIR"):
            load(tmp_path / "file")


def test_another_curve_is_refused(tmp_path: Path) -> None:
    pem = ec.generate_private_key(ec.SECP384R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / SIGNING_KEY_FILE).write_bytes(pem)
    with pytest.raises(ConfigurationError, match="P-256"):
        load_signing_key(tmp_path)


def test_the_key_set_is_public_and_verifies(tmp_path: Path) -> None:
    key = load_signing_key(tmp_path)
    [published] = key.jwks()["keys"]
    assert "d" not in published
    assert (published["kid"], published["alg"], published["use"]) == (key.key_id, "ES256", "sig")
    token = jwt.encode({"sub": "x"}, key.private, "ES256")
    assert jwt.decode(token, jwt.PyJWK(published), ["ES256"]) == {"sub": "x"}


def test_the_key_id_is_the_thumbprint(tmp_path: Path) -> None:
    key = load_signing_key(tmp_path)
    [published] = key.jwks()["keys"]
    members = {name: published[name] for name in ("crv", "kty", "x", "y")}  # RFC 7638, 3.2: in this order
    digest = hashlib.sha256(json.dumps(members, separators=(",", ":")).encode()).digest()
    assert key.key_id == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def test_each_purpose_has_its_own_key() -> None:
    assert len({derive(bytes(32), "a"), derive(bytes(32), "b"), derive(bytes(31) + b"\1", "a")}) == 3
