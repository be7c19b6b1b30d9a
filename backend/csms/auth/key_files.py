"""Secrets that are made once and kept in `DATA_DIR`, readable by the owner only.

Every process that serves the same database needs the same files: they share `DATA_DIR`, or have copies.
Losing the signing key signs everybody out. Losing the server secret voids every generated charger key.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from csms.errors import ConfigurationError

_OWNER_ONLY = 0o600


def load_or_create(path: Path, generate: Callable[[], bytes]) -> bytes:
    """The content of a secret file, made by `generate` on first use.

    Two processes that start together end with the same content: the file appears whole, by a hard link that
    fails when the other one was first. Raises ConfigurationError when it can be neither read nor made.
    """
    try:
        if not path.exists():
            _create(path, generate())
        _close_to_others(path)
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"DATA_DIR: cannot use {path}: {error.strerror or error}") from error


def _create(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _write_durably(draft, content)
        os.link(draft, path)
        _sync_folder(path.parent)
    except FileExistsError:
        return  # another process was first; its content counts
    finally:
        draft.unlink(missing_ok=True)


def _write_durably(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _close_to_others(path: Path) -> None:
    if path.stat().st_mode & 0o077:
        path.chmod(_OWNER_ONLY)
