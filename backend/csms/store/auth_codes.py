"""Codes in redirects, and sign-ins that are away at another provider. The rules are in `csms.auth`."""

from datetime import datetime
from uuid import UUID

from csms.store.models.letters import AuthCode, ProviderFlow


async def put(
    user_id: UUID, code_hash: str, challenge: str, challenge_method: str, method: str, expires_at: datetime
) -> None:
    await AuthCode.create(
        user_id=user_id,
        code_hash=code_hash,
        code_challenge=challenge,
        code_challenge_method=challenge_method,
        method=method,
        expires_at=expires_at,
    )


async def take(code_hash: str) -> AuthCode | None:
    """The code with its user, used up. None when there is none, or somebody else was faster."""
    code = await AuthCode.get_or_none(code_hash=code_hash).select_related("user")
    if code is None or not await AuthCode.filter(id=code.id).delete():
        return None
    return code


async def take_flow(state_hash: str) -> ProviderFlow | None:
    """The sign-in that has come back, used up. None when there is none, or somebody else was faster."""
    flow = await ProviderFlow.get_or_none(state_hash=state_hash)
    if flow is None or not await ProviderFlow.filter(id=flow.id).delete():
        return None
    return flow


async def forget(now: datetime) -> None:
    await AuthCode.filter(expires_at__lt=now).delete()
    await ProviderFlow.filter(expires_at__lt=now).delete()
