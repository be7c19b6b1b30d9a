"""Logs that the central system wants (OCPP 1.6, 4.4, 5.9; security whitepaper, N01)."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any

from msgspec import UNSET

from csms.ocpp.v16.firmware_management import (
    DiagnosticsStatus,
    DiagnosticsStatusNotificationRequest,
    GetDiagnosticsRequest,
)
from csms.ocpp.v16.security import GetLogRequest, LogStatus, LogStatusNotificationRequest, UploadLogStatus
from csms.simulator.files import Attempts, TransferFailed, UnknownProtocol, attempts, upload
from csms.simulator.parts import Parts
from csms.simulator.security_log import SecurityLog

_REFUSALS: dict[int, UploadLogStatus] = {
    HTTPStatus.BAD_REQUEST: "BadMessage",
    HTTPStatus.UNAUTHORIZED: "PermissionDenied",
    HTTPStatus.FORBIDDEN: "PermissionDenied",
}


class Uploads:
    """One upload of diagnostics and one of a log at a time."""

    def __init__(self, parts: Parts, security_log: SecurityLog) -> None:
        self._parts = parts
        self._security_log = security_log
        self._diagnostics: asyncio.Task[None] | None = None
        self._log: asyncio.Task[None] | None = None
        self._requested = 0

    # Diagnostics

    def diagnostics(
        self, request: GetDiagnosticsRequest
    ) -> tuple[str, Callable[[], Coroutine[Any, Any, None]]] | None:
        """The name of the file, and the work; None where there is nothing of that time (DIAG-01)."""
        lines = self._parts.tell.between(request.startTime or None, request.stopTime or None)
        if not lines:
            return None
        name = self._name("diagnostics")
        tries = attempts(request.retries, request.retryInterval)
        return name, partial(self._begin_diagnostics, request.location, name, _text(lines), tries)

    def diagnostics_status(self) -> None:
        """It was asked for (5.17)."""
        self._notify_diagnostics("Uploading" if _runs(self._diagnostics) else "Idle")

    async def _begin_diagnostics(self, location: str, name: str, content: bytes, tries: Attempts) -> None:
        _cancel(self._diagnostics)
        work = self._upload_diagnostics(location, name, content, tries)
        self._diagnostics = self._parts.tasks.spawn(work)

    async def _upload_diagnostics(self, location: str, name: str, content: bytes, tries: Attempts) -> None:
        self._notify_diagnostics("Uploading")
        try:
            await tries.make(
                self._parts.clock, lambda: upload(location, name, content, self._parts.hardware.reach)
            )
        except TransferFailed as error:
            self._parts.tell(f"diagnostics could not be uploaded: {error}")
            self._notify_diagnostics("UploadFailed")
        else:
            self._notify_diagnostics("Uploaded")

    def _notify_diagnostics(self, status: DiagnosticsStatus) -> None:
        notice = DiagnosticsStatusNotificationRequest(status)
        self._parts.notices.add("DiagnosticsStatusNotification", lambda: notice)

    # Logs

    def log(self, request: GetLogRequest) -> tuple[LogStatus, str, Callable[[], Coroutine[Any, Any, None]]]:
        """(Status, name of the file, the work): an upload that still runs is given up for this one (LOG-01)."""
        source = self._security_log if request.logType == "SecurityLog" else self._parts.tell
        lines = source.between(request.log.oldestTimestamp or None, request.log.latestTimestamp or None)
        name = self._name("security" if request.logType == "SecurityLog" else "diagnostics")
        status: LogStatus = "AcceptedCanceled" if _runs(self._log) else "Accepted"
        return status, name, partial(self._begin_log, request, name, _text(lines))

    def log_status(self) -> None:
        """It was asked for: Idle comes without a requestId (N01.FR.12)."""
        if _runs(self._log):
            self._notify_log("Uploading", self._requested)
        else:
            self._notify_log("Idle", None)

    async def _begin_log(self, request: GetLogRequest, name: str, content: bytes) -> None:
        _cancel(self._log)
        self._requested = request.requestId
        self._log = self._parts.tasks.spawn(self._upload_log(request, name, content))

    async def _upload_log(self, request: GetLogRequest, name: str, content: bytes) -> None:
        self._notify_log("Uploading", request.requestId)
        tries = attempts(request.retries, request.retryInterval)
        location = request.log.remoteLocation
        try:
            await tries.make(
                self._parts.clock, lambda: upload(location, name, content, self._parts.hardware.reach)
            )
        except UnknownProtocol:
            self._notify_log("NotSupportedOperation", request.requestId)
        except TransferFailed as error:
            self._parts.tell(f"the log could not be uploaded: {error}")
            self._notify_log(_REFUSALS.get(error.status, "UploadFailure"), request.requestId)
        else:
            self._notify_log("Uploaded", request.requestId)

    def _notify_log(self, status: UploadLogStatus, request_id: int | None) -> None:
        notice = LogStatusNotificationRequest(status, UNSET if request_id is None else request_id)
        self._parts.notices.add("LogStatusNotification", lambda: notice)

    def _name(self, kind: str) -> str:
        now: datetime = self._parts.clock.now()
        serial = self._parts.hardware.serial_number
        return f"{serial}-{kind}-{now:%Y%m%dT%H%M%SZ}.log"


def _text(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _runs(task: asyncio.Task[None] | None) -> bool:
    return task is not None and not task.done()


def _cancel(task: asyncio.Task[None] | None) -> None:
    if task is not None:
        task.cancel()
