"""What goes on beside the sockets: reactions to what was committed, chores, and this process's sign of life."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

from csms.api.services import Services
from csms.charging import (
    charger_days,
    drift_watch,
    energy_quarters,
    jobs,
    last_uses,
    local_list_sync,
    notification_delivery,
    notifications,
    orphans,
    overdue,
    peaks,
    retention,
    review,
    transfers,
)
from csms.charging import presence as holding
from csms.charging.availability import Availability
from csms.charging.charger_days import ChargerDays
from csms.charging.chores import Chore
from csms.charging.commands import close_left_over
from csms.charging.energy_quarters import EnergyQuarters
from csms.charging.local_list_sync import LocalListSync
from csms.charging.onboarding import Onboarding
from csms.charging.orphans import Orphans
from csms.charging.outcomes import settle_availability, time_out
from csms.charging.overdue import Overdue, Patience
from csms.charging.peaks import Peaks
from csms.charging.presence import Presence
from csms.charging.reactions import Reactions
from csms.charging.retention import Retention
from csms.charging.review import Reviews
from csms.charging.waiting import WaitingCommands
from csms.gateway.connections import Connections
from csms.store import retention as kept
from csms.store.facts import (
    ChargerBooted,
    ConfigurationChanged,
    ConfigurationReported,
    CredentialSettled,
    StopJoined,
    TransactionStopped,
)
from csms.store.facts.security import CertificateRequested
from csms.store.outage import log_failure
from csms.webhooks import spreading
from csms.webhooks.couriers import Couriers
from csms.webhooks.spreading import Spreading

log = logging.getLogger(__name__)

SIGNING_PAUSE = 60.0
"""Seconds between two looks for certificates that were asked for and not signed."""

CONFIGURATION_PAUSE = 60.0
"""Seconds between two looks for boots after which no configuration was looked at."""


def react(reactions: Reactions, services: Services) -> None:
    """What follows from what chargers have reported, beyond the answer to them."""
    onboarding = Onboarding(services.commands, services.credentials)
    reviews = Reviews(services.journal, services.now)
    reactions.on(CertificateRequested, services.certificates.requested)
    reactions.on(ChargerBooted, onboarding.booted)
    reactions.on(ChargerBooted, services.repair.booted)
    reactions.on(CredentialSettled, onboarding.settled)
    reactions.on(TransactionStopped, reviews.stopped)
    reactions.on(StopJoined, reviews.joined)
    reactions.on(ChargerBooted, services.local_lists.booted)
    reactions.on(ConfigurationChanged, services.local_lists.configured)
    reactions.on(ConfigurationChanged, services.drift_watch.changed)
    reactions.on(ConfigurationReported, services.drift_watch.changed)


def chores(services: Services, waiting: WaitingCommands) -> list[Chore]:
    """What is done again and again, by every process: each must be harmless twice."""
    journal, announcer, now = services.journal, services.announcer, services.now
    often = holding.HEARTBEAT
    return [
        Chore("commands left over", often, lambda: close_left_over(journal, announcer, now())),
        Chore("commands without outcome", often, lambda: time_out(journal, announcer, now())),
        Chore("availability changed", often, lambda: settle_availability(journal, announcer, now())),
        Chore("availability forgotten", often, Availability(services.commands, now).tell_again),
        Chore("commands expired", often, lambda: waiting.expire(now())),
        Chore("reservations expired", often, services.reservations.expire),
        Chore("jobs that wait", jobs.PAUSE, services.jobs.make_up),
        Chore("idempotency keys out of date", 3600.0, services.idempotency.forget),
        Chore("files cut off", 3600.0, services.files.sweep),
        Chore("accounts left over", 3600.0, services.embedded.tidy),
        Chore("transfers without news", transfers.PAUSE, lambda: transfers.give_up(now(), announcer.job)),
        Chore("certificates to be signed", SIGNING_PAUSE, services.certificates.make_up),
        Chore("configuration after a boot", CONFIGURATION_PAUSE, services.repair.make_up),
        Chore("configuration drift", drift_watch.EVERY, services.drift_watch.look),
        Chore("what needs somebody", notifications.EVERY, services.notifications.look),
        Chore("notifications", notification_delivery.EVERY, services.delivery.work),
        Chore("what is too old", retention.EVERY, _retention(services).work),
        *_transaction_chores(services),
        *_list_chores(services),
        *_webhook_chores(services),
    ]


def _retention(services: Services) -> Retention:
    settings = services.settings
    days = {
        kept.AUDIT: settings.audit_retention_days,
        kept.NOTIFICATIONS: settings.notification_retention_days,
        kept.HISTORY: settings.history_retention_days,
        kept.SIGN_INS: settings.sign_in_retention_days,
        kept.MESSAGES: settings.message_retention_days,
    }
    return Retention(days, services.now)


def _webhook_chores(services: Services) -> list[Chore]:
    events = Spreading(services.now, told=services.announcer.webhook)
    return [
        Chore("events for webhooks", spreading.EVERY, events.work),
        Chore("events that are old", spreading.FORGET_EVERY, events.forget),
    ]


def couriers(services: Services) -> Couriers:
    """Who carries out what is to be sent to webhooks."""
    return Couriers(services.webhooks.attempts, services.now)


def _list_chores(services: Services) -> list[Chore]:
    lists = LocalListSync(services.commands, services.now, services.announcer.local_list)
    chore = Chore("local lists", local_list_sync.PAUSE, lists.work)
    return [chore] * local_list_sync.WORKERS


def _transaction_chores(services: Services) -> list[Chore]:
    settings, journal, now = services.settings, services.journal, services.now
    patience = Patience(
        timedelta(seconds=settings.transaction_suspect_after),
        timedelta(seconds=settings.transaction_silent_after),
        timedelta(seconds=settings.transaction_close_after),
    )
    return [
        Chore("records to look at again", review.EVERY, Reviews(journal, now).all),
        Chore("stops without a transaction", orphans.EVERY, Orphans(journal, now).join),
        Chore("energy by quarters", energy_quarters.EVERY, EnergyQuarters(journal, now).work),
        Chore("peaks of days", peaks.EVERY, Peaks(journal).work),
        Chore("days of chargers", charger_days.EVERY, ChargerDays(journal, now).work),
        Chore("last use of id tags", last_uses.EVERY, last_uses.derive),
        Chore("overdue stops", overdue.EVERY, Overdue(journal, now, patience).look),
    ]


async def keep_house(presence: Presence, connections: Connections) -> None:
    """This process says that it lives, and lets its chargers go when another took it for dead."""
    while True:
        try:
            if not await presence.heartbeat():
                connections.let_go()
            await presence.sweep()
        except Exception as error:  # it tries again soon
            log_failure(log, error, "this process could not say that it lives")
        await asyncio.sleep(holding.HEARTBEAT)


def run(stack: AsyncExitStack, *work: Coroutine[Any, Any, None]) -> None:
    """All at once, until the stack ends."""
    for task in [asyncio.create_task(one) for one in work]:
        stack.push_async_callback(_end, task)


async def _end(task: "asyncio.Task[None]") -> None:
    """Cancelled while it asks the database, it may hear of an outage instead, and would go on."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=1)
    if not task.cancelled() and (error := task.exception()):
        log_failure(log, error, "a part had ended before")
