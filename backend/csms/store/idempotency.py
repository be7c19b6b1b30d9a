"""Keys under which a request was made before: claimed, answered, forgotten. Every change is one statement."""

from datetime import datetime
from uuid import UUID

from tortoise.exceptions import IntegrityError

from csms.store.models import IdempotencyKey

FORGOTTEN_AT_ONCE = 1_000


async def claim(caller: str, key_hash: str, fingerprint: str, now: datetime) -> IdempotencyKey | None:
    """A key that nobody has used; None when somebody has."""
    try:
        return await IdempotencyKey.create(
            caller=caller, key_hash=key_hash, fingerprint=fingerprint, created_at=now, taken_at=now
        )
    except IntegrityError:
        return None


async def find(caller: str, key_hash: str) -> IdempotencyKey | None:
    return await IdempotencyKey.get_or_none(caller=caller, key_hash=key_hash)


async def take_over(row: IdempotencyKey, now: datetime) -> bool:
    """One that was left under way. False: somebody else was faster."""
    left = IdempotencyKey.filter(id=row.id, taken_at=row.taken_at, status__isnull=True)
    return bool(await left.update(taken_at=now))


async def keep(row_id: UUID, taken_at: datetime, status: int, answer: bytes) -> None:
    """How it was answered. Who lost the key meanwhile says nothing any more."""
    await IdempotencyKey.filter(id=row_id, taken_at=taken_at).update(status=status, answer=answer)


async def release(row_id: UUID, taken_at: datetime) -> None:
    """Nothing was done under it: it is as if it had never been used."""
    await IdempotencyKey.filter(id=row_id, taken_at=taken_at, status__isnull=True).delete()


async def lapse(row_id: UUID, taken_at: datetime, until: datetime) -> None:
    """Nobody works on it any more; until: when it counts as taken."""
    await IdempotencyKey.filter(id=row_id, taken_at=taken_at, status__isnull=True).update(taken_at=until)


async def forget(before: datetime) -> None:
    """Those that were first used before this moment."""
    while ids := await _older(before):
        await IdempotencyKey.filter(id__in=ids, created_at__lt=before).delete()
        if len(ids) < FORGOTTEN_AT_ONCE:
            return


async def _older(before: datetime) -> list[UUID]:
    old = IdempotencyKey.filter(created_at__lt=before).order_by("created_at").limit(FORGOTTEN_AT_ONCE)
    return list(await old.values_list("id", flat=True))  # type: ignore[arg-type]
