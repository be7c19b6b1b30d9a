"""Energy and meter flags worked out again from all registers and samples, when something came late (R7, R8)."""

from collections.abc import Callable
from datetime import datetime

from csms.charging.settlement import Registers, Settlement, settle
from csms.store import settlements
from csms.store.facts import StopJoined, TransactionCorrected, TransactionStopped
from csms.store.flags import CLOSED_BY_RULE, METER_FLAGS, SETTLED
from csms.store.journal import Journal
from csms.store.models import Transaction

EVERY = 10.0
BATCH = 200


def registers_of(row: Transaction) -> Registers:
    """A register that was not reported is none: what a rule took for the stop is worked out from the samples."""
    reported = row.stopped_received_at is not None
    stop = row.meter_stop if reported else None
    return Registers(row.meter_start, stop, row.started_at, row.stopped_at, stop_known=reported)


async def settled(row: Transaction) -> Settlement:
    """What a transaction delivered, by everything that is stored of it."""
    return settle(registers_of(row), await settlements.energy_samples(row.id))


class Reviews:
    """Looks again at the transactions that the database has marked; harmless when done twice."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        self._journal = journal
        self._now = now

    async def stopped(self, stop: TransactionStopped) -> None:
        """The reaction to a stop whose transaction was not seen as a whole."""
        if stop.recheck:
            row = await Transaction.get_or_none(id=stop.transaction_id)
            if row is not None and row.recheck_at is not None:
                await self._review(row)

    async def joined(self, joined: StopJoined) -> None:
        """The reaction to a stop that has found its transaction late."""
        await self.stopped(joined.stop)

    async def all(self) -> None:
        """The chore: samples that came after the stop, and what a crash has cut off."""
        marked = Transaction.filter(recheck_at__isnull=False)
        for row in await marked.order_by("recheck_at").limit(BATCH):
            await self._review(row)

    async def _review(self, row: Transaction) -> None:
        found = await settled(row)
        closed = row.stopped_at is not None and row.stopped_received_at is None and not is_settled(row)
        by_rule = closed and CLOSED_BY_RULE in row.flags
        assert row.recheck_at is not None
        await self._journal.write(
            TransactionCorrected(
                transaction_id=row.id,
                charger_id=row.charger_id,
                recheck_at=row.recheck_at,
                at=self._now(),
                energy_wh=row.energy_wh if is_settled(row) else found.energy_wh,
                flags=sorted(found.flags & METER_FLAGS),
                meter_stop=found.last_wh if closed else None,
                stopped_at=found.last_at if by_rule else None,
            )
        )


def is_settled(row: Transaction) -> bool:
    """An operator has said what it delivered: samples do not overrule a person, only a reported stop does."""
    return SETTLED in row.flags
