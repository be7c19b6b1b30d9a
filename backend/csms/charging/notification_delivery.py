"""Sending what was put down: each message for itself, and what was held together in one summary.

A recipient gets at most `MOST_AN_HOUR` letters an hour: what comes beyond is held, and becomes a summary. Of several
processes one has the claim on a row; it ends by itself. A crash after the mail server's yes and before the commit sends
a letter twice, never none.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from email.errors import MessageError
from typing import Any
from uuid import UUID, uuid4

from tortoise.expressions import Q

from csms.charging.notification_recipients import EMAIL, FAILED, HELD, PENDING, SENT
from csms.charging.notification_summary import summary
from csms.charging.notification_verdict import REFUSED, UNREACHABLE, Verdict
from csms.charging.notification_webhooks import NotificationWebhooks
from csms.mail import SERVER_LOG, Letter, MailUnavailable, MailUndeliverable, Post
from csms.said import Said
from csms.store import stored_words
from csms.store.models import Notification
from csms.store.models.base import new_id

log = logging.getLogger(__name__)

EVERY = 2.0
BATCH = 200
"""Rows of one turn."""

CLAIM = timedelta(minutes=2)
"""Longer than a letter can take."""

MOST_AN_HOUR = 30
HOUR = timedelta(hours=1)
GIVEN_UP = timedelta(hours=24)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=30)

LONGEST_ERROR = 2000


def pause(attempts: int) -> timedelta:
    """After so many attempts that found nobody."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 10)), LONGEST_PAUSE)


class Delivery:
    """post: None where no mail can be sent. announce: called when something was sent, or could not be."""

    def __init__(
        self,
        post: Post | None,
        webhooks: NotificationWebhooks,
        base_url: str,
        now: Callable[[], datetime],
        announce: Callable[[], None] = lambda: None,
    ) -> None:
        self._announce = announce
        self._post = post
        self._base_url = base_url
        self.webhooks = webhooks
        self._now = now

    async def work(self) -> None:
        """Everything that is due, in a bounded turn. The mail server that cannot be reached is asked once in a turn."""
        now = self._now()
        due = Notification.filter(_free(now), state__in=(PENDING, HELD), due_at__lte=now)
        by_recipient: dict[tuple[str, str], list[Notification]] = defaultdict(list)
        for row in await due.order_by("due_at", "id").limit(BATCH):
            by_recipient[row.channel, row.recipient].append(row)
        reachable = True
        for (channel, recipient), rows in by_recipient.items():
            if reachable or channel != EMAIL:
                reachable = await self._tell(channel, recipient, rows) or channel != EMAIL

    async def _tell(self, channel: str, recipient: str, rows: list[Notification]) -> bool:
        """False when the way there is closed for now."""
        held = [row for row in rows if row.state == HELD]
        letters = [[row] for row in rows if row.state == PENDING]
        if held:
            letters.append(held)
        for letter in letters:
            wait = await self._wait(recipient) if channel == EMAIL else None
            if wait is not None:
                await self._hold(letter, wait)
            elif not await self._deliver(letter):
                return False
        return True

    async def _wait(self, recipient: str) -> datetime | None:
        """Until when somebody who has had enough letters gets none; None for who may have one now."""
        since = self._now() - HOUR
        had = Notification.filter(channel=EMAIL, recipient=recipient, sent_at__gt=since)
        sent: dict[UUID, datetime] = dict(await had.order_by("-sent_at").values_list("letter", "sent_at"))
        return min(sent.values()) + HOUR if len(sent) >= MOST_AN_HOUR else None

    async def _hold(self, rows: list[Notification], until: datetime) -> None:
        still = Notification.filter(id__in=[row.id for row in rows], state__in=(PENDING, HELD))
        await still.update(state=HELD, due_at=until)

    async def _deliver(self, rows: list[Notification]) -> bool:
        mine = await self._claimed(rows)
        if not mine:
            return True
        verdict = await self._send(mine)
        await self._note(mine, verdict)
        return verdict.state != UNREACHABLE

    async def _claimed(self, rows: list[Notification]) -> list[Notification]:
        now, claim = self._now(), uuid4()
        free = Notification.filter(_free(now), id__in=[row.id for row in rows], state__in=(PENDING, HELD))
        await free.update(claim=claim, claimed_until=now + CLAIM)
        return await Notification.filter(claim=claim).order_by("created_at", "id")

    async def at_once(self, row: Notification) -> Verdict:
        """A row that is not in the log yet, within what the recipient may have."""
        if row.channel != EMAIL:
            return await self.webhooks.at_once(UUID(row.recipient), row)
        if await self._wait(row.recipient) is not None:
            return Verdict(REFUSED, str(Said(stored_words.ENOUGH_LETTERS, {"count": MOST_AN_HOUR})))
        return await self._send([row])

    async def _send(self, rows: list[Notification]) -> Verdict:
        if rows[0].channel == EMAIL:
            title, text = summary(rows, self._base_url) if len(rows) > 1 else (rows[0].title, rows[0].text)
            return await self._mail(rows[0].recipient, title, text)
        return await self.webhooks.hand_over(UUID(rows[0].recipient), rows)

    async def _mail(self, address: str, title: str, text: str) -> Verdict:
        """One letter, now."""
        if self._post is None:
            return Verdict(REFUSED, stored_words.NO_MAIL_SERVER)
        try:
            await self._post.send(Letter(address, f"[CSMS] {title}", text))
        except MailUndeliverable as error:
            return Verdict(REFUSED, str(error))
        except MailUnavailable as error:
            return Verdict(UNREACHABLE, str(error))
        except (ValueError, MessageError) as error:  # an address of which no header can be made
            return Verdict(REFUSED, str(Said(stored_words.NO_ADDRESS, {"error": str(error)})))
        return Verdict(SENT, stored_words.IN_LOG if self._post.via == SERVER_LOG else "", self._post.via)

    async def _note(self, rows: list[Notification], verdict: Verdict) -> None:
        now = self._now()
        attempts = rows[0].attempts + 1
        columns: dict[str, Any] = {"claim": None, "claimed_until": None, "attempts": attempts}
        columns["error"] = verdict.detail[:LONGEST_ERROR]
        if verdict.state == SENT:
            columns |= {"state": SENT, "sent_at": now, "letter": new_id()}
        elif verdict.state == REFUSED or now - rows[0].created_at >= GIVEN_UP:
            columns |= {"state": FAILED}
            log.warning("a notification could not be sent to %s: %s", rows[0].recipient, verdict.detail)
        else:
            columns |= {"due_at": now + pause(attempts)}
        await Notification.filter(claim=rows[0].claim).update(**columns)
        self._announce()


def _free(now: datetime) -> Q:
    return Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
