"""Firmware, and the jobs in which chargers fetch and deliver files."""

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from csms.api.schemas.common import Input, Moment, Output, Printable
from csms.api.schemas.said import Sentence

JobKind = Literal["firmware", "signed_firmware", "diagnostics", "log"]
JobState = Literal[
    "waiting",
    "requested",
    "accepted",
    "download_scheduled",
    "downloading",
    "download_paused",
    "downloaded",
    "verified",
    "install_scheduled",
    "installing",
    "rebooting",
    "installed",
    "uploading",
    "uploaded",
    "failed",
    "unknown",
    "rejected",
    "no_data",
    "superseded",
    "cancelled",
    "expired",
    "not_sent",
]
Text = Annotated[str, Field(max_length=255), Printable]
Seconds = Annotated[int, Field(ge=0, le=round(timedelta(days=1).total_seconds()))]


class Firmware(Output):
    """`certificate` (PEM) and `signature` (base64, over the file): the manufacturer's, where there are any.

    `paused_at`: since when its jobs wait, whoever is there.
    """

    id: str
    file_name: str
    size: int
    sha256: str
    vendor: str | None
    model: str | None
    version: str | None
    note: str | None
    certificate: str | None
    signature: str | None
    created_by: str
    created_at: datetime
    paused_at: datetime | None


class FirmwarePage(Output):
    items: list[Firmware]
    next_cursor: str | None


class Said(Output):
    """A status that the charger sent, so often in a row."""

    status: str
    at: datetime
    last_at: datetime
    count: int


class JobEvidence(Output):
    """What speaks for a job besides statuses: `boot`, `security_event`, `file`."""

    kind: str
    detail: str
    at: datetime


class ReceivedFile(Output):
    size: int
    sha256: str
    received_at: datetime


class Job(Output):
    """A transfer at a charger. `state` follows the charger's last word, `detail` says why it is so.

    `location`: without its secrets. `drop_box`: whether that is here. `file`: what the charger has delivered.
    """

    id: str
    charger_id: str
    charge_point_id: str
    kind: JobKind
    state: JobState
    detail: str | None
    said: Sentence | None
    request_id: int | None
    requested_by: str
    location: str | None
    drop_box: bool
    firmware: str | None
    command: str | None
    superseded_by: str | None
    retrieve_at: datetime | None
    install_at: datetime | None
    version_before: str | None
    history: list[Said]
    evidence: list[JobEvidence]
    waits_until: datetime | None
    file_name: str | None
    file: ReceivedFile | None
    created_at: datetime
    sent_at: datetime | None
    updated_at: datetime
    ended_at: datetime | None


class JobPage(Output):
    items: list[Job]
    next_cursor: str | None


class RolloutState(Output):
    state: JobState
    count: int


class Rollout(Output):
    """Each charger by the job it was last asked for: an earlier failure counts no more."""

    chargers: int
    states: list[RolloutState]


class Jobs(Output):
    items: list[Job]


class DiagnosticsWrite(Input):
    """`diagnostics`: GetDiagnostics; the others: GetLog of the security whitepaper. `start`, `stop`: what time of."""

    kind: Literal["diagnostics", "diagnostics_log", "security_log"] = "diagnostics"
    start: Moment | None = None
    stop: Moment | None = None


class FirmwareUpdate(Input):
    """`retrieve_at`: the earliest time, by default now. `install_at`: signed firmware only.

    `waits_for`: seconds for which it may wait for a charger that is offline. `any_hardware`: also to chargers that say
    that they are of another vendor or model than the firmware is for.
    """

    charger_ids: Annotated[list[UUID], Field(min_length=1, max_length=1000)]
    retrieve_at: Moment | None = None
    install_at: Moment | None = None
    retries: Annotated[int, Field(ge=0, le=100)] | None = None
    retry_interval: Seconds | None = None
    waits_for: Annotated[int, Field(ge=60, le=30 * 86400)] = 7 * 86400
    any_hardware: bool = False


class FirmwareTexts(Input):
    """What a firmware is. `certificate` (PEM, with its chain) and `signature` (base64; RSA-PSS or ECDSA, SHA-256)."""

    vendor: Text = ""
    model: Text = ""
    version: Text = ""
    note: Annotated[str, Field(max_length=2000), Printable] = ""
    certificate: Annotated[str, Field(max_length=5500)] = ""
    signature: Annotated[str, Field(max_length=800)] = ""
