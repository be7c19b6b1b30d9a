"""Jobs that operators begin: firmware to chargers, diagnostics and logs from them, by way of our drop box.

A job waits until its charger is there. It is claimed, and gets its address, when it is sent; what then becomes of it
follows from the facts, as of any other request.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from csms.charging.commands import Commands
from csms.charging.file_addresses import DOOR, hash_of, new_token, reaches
from csms.charging.firmware import require_hardware
from csms.errors import Conflict, Invalid, NotFound, Problem
from csms.said import Said, said
from csms.store import stored_words
from csms.store.models import Charger, Command, ConfigurationKey, FirmwareFile, Transfer
from csms.store.transfer_states import DIAGNOSTICS, FIRMWARE, LOG, OPEN, SIGNED_FIRMWARE, WITHDRAWN

log = logging.getLogger(__name__)

ACTIONS = {
    FIRMWARE: "UpdateFirmware",
    SIGNED_FIRMWARE: "SignedUpdateFirmware",
    DIAGNOSTICS: "GetDiagnostics",
    LOG: "GetLog",
}
UPLOAD_KINDS = {
    "diagnostics": (DIAGNOSTICS, ""),
    "diagnostics_log": (LOG, "DiagnosticsLog"),
    "security_log": (LOG, "SecurityLog"),
}
SIGNED_KEYS = ("certificatesignedmaxchainsize", "certificatestoremaxlength", "cponame", "securityprofile")
"""Who has one of these configuration keys knows the security whitepaper, and with it signed firmware (FW-03)."""
UNKNOWN_THERE = ("NotSupported", "NotImplemented")

FETCHED_WITHIN = timedelta(days=7)
DELIVERED_WITHIN = timedelta(hours=24)
"""So long is an address good: after the earliest time for firmware, after the request for a file of a charger."""
ABANDONED = timedelta(minutes=15)
"""A job that was taken for longer, and not sent, belonged to a process that is gone."""
AT_ONCE = 20
"""Chargers that are asked at the same time, of all that an update is for."""
BATCH = 200
LARGEST_NUMBER = 2**31 - 1
PAUSE = 30.0


class Jobs:
    """base_url: where chargers reach us."""

    def __init__(
        self,
        commands: Commands,
        base_url: str,
        now: Callable[[], datetime],
        announce: Callable[[UUID], None] = lambda charger_id: None,
    ) -> None:
        self._commands = commands
        self._announce = announce
        self._base_url = base_url
        self._now = now
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._under_way: set[asyncio.Task[None]] = set()

    async def fetch_from(
        self, charger_id: UUID, kind: str, start: datetime | None, stop: datetime | None, actor: str
    ) -> UUID:
        """Have a charger deliver a file now. Raises NotFound, Invalid, Conflict when it cannot be asked."""
        if start is not None and stop is not None and stop <= start:
            raise Invalid(
                said("The end is before the start."), errors=(("stop", said("Must be after start")),)
            )
        job_kind, log_type = UPLOAD_KINDS[kind]
        wish = {"log_type": log_type, "start": _text(start), "stop": _text(stop)}
        (charger,) = await _chargers([charger_id])
        job = await self._create(charger, job_kind, actor, wish=wish, waits_until=self._now())
        await self._send(job)
        job = await Transfer.get(id=job.id)
        if job.state in ("not_sent", "waiting"):
            raise Conflict(
                stored_words.read_back(job.detail) if job.detail else said("The charger could not be asked.")
            )
        return job.id

    async def update(
        self, firmware_id: UUID, charger_ids: Iterable[UUID], wish: dict[str, Any], actor: str
    ) -> list[UUID]:
        """Have chargers fetch a firmware: those that are here at once, in the background.

        wish: retrieve_at, install_at, retries, retry_interval, waits_for and any_hardware, as in REST. Raises NotFound,
        Invalid, and Conflict for a charger that the firmware is not for.
        """
        firmware = await FirmwareFile.get_or_none(id=firmware_id)
        if firmware is None:
            raise NotFound(said("There is no such firmware."))
        chargers = await _chargers(list(dict.fromkeys(charger_ids)))
        if not wish.get("any_hardware"):
            require_hardware(firmware, chargers)
        now = self._now()
        retrieve_at: datetime = wish.get("retrieve_at") or now
        install_at: datetime | None = wish.get("install_at")
        if install_at is not None and install_at < retrieve_at:
            raise Invalid(
                said("It is installed after it was fetched."),
                errors=(("install_at", said("Before retrieve_at")),),
            )
        kept = {name: wish.get(name) for name in ("retries", "retry_interval", "any_hardware")}
        until = now + timedelta(seconds=wish["waits_for"])
        columns = {"wish": kept, "waits_until": until, "firmware_id": firmware_id}
        times = {"retrieve_at": retrieve_at, "install_at": install_at}
        created = [await self._create(charger, FIRMWARE, actor, **columns, **times) for charger in chargers]
        for charger, job in zip(chargers, created, strict=True):
            if charger.online:
                self._spawn(self._in_turn(self._send(job)))
        return [job.id for job in created]

    async def cancel(self, job_id: UUID, actor: str) -> None:
        """Take back what is not under way yet. Raises NotFound, and Conflict for what is.

        OCPP 1.6 has no word for it: what was sent is taken back by its address, which is dead from now on.
        """
        job = await Transfer.get_or_none(id=job_id)
        if job is None:
            raise NotFound(said("There is no such job."))
        now = self._now()
        unsent = Q(_free(now), state="waiting")
        unbegun = Q(state__in=WITHDRAWN, token_hash__not_isnull=True)
        mine = Transfer.filter(unsent | unbegun, id=job_id)
        why = str(Said(stored_words.CANCELLED_BY, {"actor": actor}))
        ended = {"state": "cancelled", "detail": why, "ended_at": now, "updated_at": now}
        if not await mine.update(**ended):
            job = await Transfer.get(id=job_id)
            raise Conflict(_not_cancelled(job.state))
        self._announce(job.charger_id)

    async def _create(self, charger: Charger, kind: str, actor: str, **columns: Any) -> Transfer:
        now = self._now()
        job = await Transfer.create(
            charger_id=charger.id,
            charge_point_id=charger.charge_point_id,
            kind=kind,
            state="waiting",
            requested_by=actor,
            created_at=now,
            updated_at=now,
            **columns,
        )
        self._announce(charger.id)
        return job

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.warning("a job could not be sent, and is tried again: %s", error)

    async def deliver(self, charger_id: UUID) -> None:
        """A charger is here: what waits for it, the oldest first."""
        now = self._now()
        free = Q(_free(now), await _not_paused())
        query = Transfer.filter(free, state="waiting", waits_until__gt=now, charger_id=charger_id)
        for job in await query.order_by("created_at").limit(BATCH):
            await self._send(job)

    async def make_up(self) -> None:
        """Send what waits for chargers that are here, end what has waited too long."""
        now = self._now()
        over = Transfer.filter(_free(now), state="waiting", waits_until__lte=now)
        late = await over.values_list("charger_id", flat=True)
        await over.update(state="expired", detail=stored_words.NOT_IN_TIME, ended_at=now, updated_at=now)
        for charger_id in late:
            self._announce(UUID(str(charger_id)))
        here: list[UUID] = list(
            await Transfer.filter(Q(_free(now), await _not_paused()), state="waiting")
            .limit(BATCH)
            .values_list("charger_id", flat=True)  # type: ignore[arg-type]
        )
        chargers = await Charger.filter(id__in=here, online=True)
        await asyncio.gather(*(self._in_turn(self.deliver(charger.id)) for charger in chargers))

    async def _in_turn(self, work: Coroutine[Any, Any, None]) -> None:
        async with self._slots:
            await work

    async def _send(self, job: Transfer) -> None:
        now, token = self._now(), new_token()
        good = (job.retrieve_at or now) + FETCHED_WITHIN if job.firmware_id else now + DELIVERED_WITHIN
        mine = Transfer.filter(Q(_free(now), await _not_paused()), id=job.id, state="waiting")
        if not await mine.update(taken_at=now, token_hash=hash_of(token), token_expires_at=good):
            return  # another process has it, or it is held back
        try:
            action, request = await self._request(job, f"{self._base_url}{DOOR}/{token}")
            command_id = await self._commands.send(job.charger_id, action, request, job.requested_by)
        except Problem as problem:
            await self._not_sent(job, problem.detail)
            return
        command = await Command.get(id=command_id)
        if command.state == "offline":
            await self._let_wait(job)

    async def _let_wait(self, job: Transfer) -> None:
        now = self._now()
        if job.waits_until is not None and job.waits_until > now:
            still = Transfer.filter(id=job.id, state="waiting")
            await still.update(taken_at=None, updated_at=now)
        else:
            await self._not_sent(job, stored_words.CHARGER_OFFLINE)

    async def _not_sent(self, job: Transfer, detail: str) -> None:
        now = self._now()
        still = Transfer.filter(id=job.id, state="waiting")
        await still.update(state="not_sent", detail=detail, ended_at=now, updated_at=now)
        self._announce(job.charger_id)

    async def _request(self, job: Transfer, address: str) -> tuple[str, dict[str, Any]]:
        wish = job.wish or {}
        (charger,) = await _chargers([job.charger_id])
        if not reaches(self._base_url, charger.address):
            raise Conflict(Said(stored_words.CANNOT_REACH, {"address": self._base_url}))
        if job.firmware_id is not None:
            return await self._update_request(job, charger, wish, address)
        if job.kind == DIAGNOSTICS:
            window = _given(startTime=wish["start"], stopTime=wish["stop"])
            return ACTIONS[DIAGNOSTICS], {"location": address, **window}
        window = _given(oldestTimestamp=wish["start"], latestTimestamp=wish["stop"])
        number = await _free_number(job.charger_id, LOG)
        where = {"remoteLocation": address, **window}
        return ACTIONS[LOG], {"logType": wish["log_type"], "requestId": number, "log": where}

    async def _update_request(
        self, job: Transfer, charger: Charger, wish: dict[str, Any], address: str
    ) -> tuple[str, dict[str, Any]]:
        firmware = await FirmwareFile.get_or_none(id=job.firmware_id)
        if firmware is None:
            raise Conflict(Said(stored_words.FIRMWARE_DELETED))
        if not wish.get("any_hardware"):  # it may have told what it is since
            require_hardware(firmware, [charger])
        location = f"{address}/{firmware.file_name}".replace(" ", "%20")
        begin = _text(job.retrieve_at)
        tries = _given(retries=wish.get("retries"), retryInterval=wish.get("retry_interval"))
        if not firmware.signature or not await _takes_signed(job.charger_id):
            return ACTIONS[FIRMWARE], {"location": location, "retrieveDate": begin, **tries}
        signed = {
            "location": location,
            "retrieveDateTime": begin,
            "signingCertificate": firmware.certificate,
            "signature": firmware.signature,
            **_given(installDateTime=_text(job.install_at)),
        }
        number = await _free_number(job.charger_id, SIGNED_FIRMWARE)
        return ACTIONS[SIGNED_FIRMWARE], {"requestId": number, "firmware": signed, **tries}


def _free(now: datetime) -> Q:
    return Q(taken_at__isnull=True) | Q(taken_at__lt=now - ABANDONED)


async def _not_paused() -> Q:
    """Jobs whose firmware is not held back."""
    paused = await FirmwareFile.filter(paused_at__not_isnull=True).values_list("id", flat=True)
    return Q(firmware_id__isnull=True) | ~Q(firmware_id__in=list(paused)) if paused else Q()


def _not_cancelled(state: str) -> Said:
    if state == "waiting":
        return said("It is being sent at this moment. Ask again.")
    if state in OPEN:
        return said("The charger has begun: OCPP 1.6 has no way to stop it. Wait for its end.")
    return said("It has ended already.")


async def _chargers(ids: list[UUID]) -> list[Charger]:
    """In the order of the ids. Raises NotFound."""
    found = {charger.id: charger for charger in await Charger.filter(id__in=ids)}
    if len(found) != len(ids):
        raise NotFound(said("There is no such charger."))
    return [found[one] for one in ids]


async def _takes_signed(charger_id: UUID) -> bool:
    """Whether signed firmware is to be tried: by what the charger has refused before, else by its configuration."""
    refused = {
        command.action
        for command in await Command.filter(
            charger_id=charger_id, action__in=["UpdateFirmware", "SignedUpdateFirmware"], state="error"
        )
        .order_by("-created_at")
        .limit(20)
        if (command.error or {}).get("code") in UNKNOWN_THERE
    }
    if "SignedUpdateFirmware" in refused:
        return False
    known = ConfigurationKey.filter(charger_id=charger_id, key_folded__in=SIGNED_KEYS)
    return "UpdateFirmware" in refused or await known.exists()


async def _free_number(charger_id: UUID, kind: str) -> int:
    """LOG-01, SFW-04: never that of another job of the charger."""
    while True:
        number = secrets.randbelow(LARGEST_NUMBER) + 1
        if not await Transfer.exists(charger_id=charger_id, kind=kind, request_id=number):
            return number


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.strftime("%Y-%m-%dT%H:%M:%SZ")
