"""What journeys of firmware have in common: files, their signatures, and jobs."""

from base64 import b64encode
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.certification.station import Station
from tests.journeys.rest import Operator
from tests.simulator.certificate_authority import Authority, new_key, pem

CONTENT = b"firmware" * 300_000


async def upload(operator: Operator, fields: dict[str, str], status: int = 201) -> dict[str, Any]:
    files = {"file": ("kestrel-3.0.0.bin", CONTENT)}
    path = "/api/admin/firmware"
    answer = await operator.client.post(path, files=files, data={"version": "3.0.0", **fields})
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def begin(operator: Operator, firmware: dict[str, Any], *chargers: Any, **fields: Any) -> Any:
    """The jobs of an update."""
    body = {"charger_ids": [charger["id"] for charger in chargers], **fields}
    return (await operator.post(f"/firmware/{firmware['id']}/updates", body, 202))["items"]


async def in_state(operator: Operator, job: dict[str, Any], state: str) -> dict[str, Any]:
    found: dict[str, Any] = await operator.eventually(
        f"/firmware/jobs/{job['id']}", lambda one: one["state"] == state
    )
    return found


def signed(authority: Authority, content: bytes = CONTENT) -> dict[str, str]:
    key = new_key()
    signature = key.sign(content, ec.ECDSA(hashes.SHA256()))
    certificate = pem(authority.issue("Signer", key.public_key()))
    return {"certificate": certificate, "signature": b64encode(signature).decode()}


async def job_of(station: Station, kind: str = "firmware") -> dict[str, Any]:
    """The newest one."""
    jobs = await station.operator.items("/firmware/jobs", charger_id=station.charger["id"], kind=kind)
    newest: dict[str, Any] = jobs[0]
    return newest
