"""What becomes of a transfer at a charger, by its own words: firmware that it fetches, files that it delivers.

waiting --> requested --> accepted --> ... as its kind goes ... --> installed | uploaded | failed
   |            `--> rejected, no_data                    `-> unknown: its word was lost, or it said Idle (FW-04)
   `--> expired, not_sent                                 `-> superseded, cancelled: by a newer request

The last word counts, for words have no time and come in any order (FW-02, SFW-03). Pure: used inside the
transaction that stores a word, because answers, words and files of one transfer come by different ways at once.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

FIRMWARE, SIGNED_FIRMWARE, DIAGNOSTICS, LOG = "firmware", "signed_firmware", "diagnostics", "log"
KINDS = (FIRMWARE, SIGNED_FIRMWARE, DIAGNOSTICS, LOG)
FIRMWARE_KINDS = (FIRMWARE, SIGNED_FIRMWARE)
WITHOUT_ID = (FIRMWARE, DIAGNOSTICS)
"""Their words name no request: at most one of a kind is open at a charger (FW-04)."""

NOT_BEGUN = ("requested", "accepted")
WITHDRAWN = (*NOT_BEGUN, "download_scheduled")
"""In which a job of our drop box can still be taken back: no byte has moved, and its address dies with it."""
OPEN = (
    *NOT_BEGUN,
    "download_scheduled",
    "downloading",
    "download_paused",
    "downloaded",
    "verified",
    "install_scheduled",
    "installing",
    "rebooting",
    "uploading",
    "unknown",
)
ENDED = (
    "installed",
    "uploaded",
    "failed",
    "rejected",
    "no_data",
    "superseded",
    "cancelled",
    "expired",
    "not_sent",
)
STATES = ("waiting", *OPEN, *ENDED)

LATE = timedelta(days=7)
"""So long after its last change news of a failed or a lost transfer is still news of that one."""

_FIRMWARE: Mapping[str, str] = {
    "Downloading": "downloading",
    "Downloaded": "downloaded",
    "DownloadFailed": "failed",
    "Installing": "installing",
    "Installed": "installed",
    "InstallationFailed": "failed",
}
_SIGNED: Mapping[str, str] = {
    **_FIRMWARE,
    "DownloadScheduled": "download_scheduled",
    "DownloadPaused": "download_paused",
    "SignatureVerified": "verified",
    "InstallScheduled": "install_scheduled",
    "InstallRebooting": "rebooting",
    "InvalidSignature": "failed",
    "InstallVerificationFailed": "failed",
}
_DIAGNOSTICS: Mapping[str, str] = {"Uploading": "uploading", "Uploaded": "uploaded", "UploadFailed": "failed"}
_LOG: Mapping[str, str] = {
    "Uploading": "uploading",
    "Uploaded": "uploaded",
    "UploadFailure": "failed",
    "UploadFailed": "failed",  # as WP N01.FR.10 writes it
    "BadMessage": "failed",
    "PermissionDenied": "failed",
    "NotSupportedOperation": "failed",
}
WORDS: Mapping[str, Mapping[str, str]] = {
    FIRMWARE: _FIRMWARE,
    SIGNED_FIRMWARE: _SIGNED,
    DIAGNOSTICS: _DIAGNOSTICS,
    LOG: _LOG,
}
"""What each status of a kind means."""


class Standing(NamedTuple):
    """Where a transfer stands. not_before: when it is to begin; None: at once. changed_at: its last change."""

    kind: str
    state: str
    changed_at: datetime
    not_before: datetime | None = None


def advance(standing: Standing, status: str, now: datetime) -> str:
    """The state after one more word of the charger; the same for a word that says nothing new of this transfer."""
    state = standing.state
    if not _hears(standing, now):
        return state
    if status == "Idle":
        return _idle(standing, now)
    return WORDS[standing.kind].get(status, state)


def _hears(standing: Standing, now: datetime) -> bool:
    """A charger may try again after a failure; everything else that has ended stays as it has ended."""
    if standing.state in ("failed", "unknown"):
        return now - standing.changed_at <= LATE
    return standing.state in OPEN


def _idle(standing: Standing, now: datetime) -> str:
    """FW-04: a charger with nothing to do has lost an open one. One that is to begin later has nothing to do yet."""
    if standing.state == "failed":
        return standing.state
    begins_later = standing.not_before is not None and now < standing.not_before
    return standing.state if begins_later and standing.state in NOT_BEGUN else "unknown"
