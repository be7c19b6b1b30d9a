"""Certificates of chargers, the roots that they trust, and security events."""

from typing import Annotated, Any
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from fastapi import APIRouter, Depends, Query

from csms.api.dependencies import Admin, Deps
from csms.api.paging import Page
from csms.api.routers.commands import checked
from csms.api.routers.filters import From, RowId, Search, Sort, Until, Word
from csms.api.schemas.commands import Command
from csms.api.schemas.security import (
    AuthorityRoots,
    CertificateInstalled,
    CertificateSort,
    CertificateState,
    CertificateSummary,
    ChargerCertificate,
    ChargerCertificatePage,
    InstallCertificate,
    InstalledCertificates,
    SecurityEventPage,
)
from csms.auth.certificate_authority import fingerprint
from csms.charging import security_profiles
from csms.store import certificates, chargers, commands, security
from csms.store.certificates import Filter
from csms.store.security import EventFilter
from csms.store.values import said_view

router = APIRouter(tags=["security"])

OnlyCharger = Annotated[UUID | None, Query(description="Only this charger")]


def event_filter(
    charger_id: OnlyCharger = None,
    type: Word = None,
    critical: Annotated[bool | None, Query(description="Only those that are, or are not")] = None,
    from_: From = None,
    to: Until = None,
) -> EventFilter:
    return EventFilter(charger_id, type, critical, from_, to)


@router.get("/security-events", response_model=SecurityEventPage)
async def list_security_events(page: Page, wanted: Annotated[EventFilter, Depends(event_filter)]) -> Any:
    """What happened to the security of chargers, the last received first."""
    return await security.event_page(page.limit, page.cursor, wanted)


def certificate_filter(
    charger_id: OnlyCharger = None,
    state: Annotated[CertificateState | None, Query(description="Only in this state")] = None,
    usable: Annotated[
        bool | None, Query(description="Only those that a charger may come in with, or not")
    ] = None,
    search: Search = None,
) -> Filter:
    """`search` knows chargers and the names in certificates."""
    return Filter(charger_id, state, usable, search)


Wanted = Annotated[Filter, Depends(certificate_filter)]


@router.get("/certificates", response_model=ChargerCertificatePage)
async def list_certificates(
    page: Page, wanted: Wanted, sort: Annotated[CertificateSort, Sort] = "-requested_at"
) -> Any:
    """Certificates of chargers, the last requested first."""
    return await certificates.list_page(page.limit, page.cursor, wanted, sort)


@router.get("/certificates/summary", response_model=CertificateSummary)
async def summarize_certificates(services: Deps, wanted: Wanted) -> Any:
    """How many certificates the filter selects, in which states, and how many end soon."""
    return await certificates.summary(wanted, services.now())


@router.get("/certificates/roots", response_model=AuthorityRoots)
async def list_authority_roots(services: Deps) -> Any:
    """The roots of our own certificate authority, to be installed where its certificates shall be believed."""
    return {"items": [_root(root) for root in services.authority.roots()]}


def _root(root: x509.Certificate) -> dict[str, Any]:
    (name,) = root.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return {
        "common_name": name.value,
        "fingerprint": fingerprint(root),
        "not_after": root.not_valid_after_utc,
        "certificate": root.public_bytes(Encoding.PEM).decode(),
    }


@router.post("/certificates/{id}/revoke", response_model=ChargerCertificate)
async def revoke_certificate(services: Deps, row_id: RowId) -> Any:
    """The charger does not come in with this certificate any more; a connection that is open stays."""
    await services.certificates.revoke(row_id)
    return await security.certificate(row_id)


@router.post("/chargers/{id}/certificates/renew", response_model=Command)
async def renew_certificate(services: Deps, admin: Admin, row_id: RowId) -> Any:
    """Has the charger ask for a new certificate; it follows by itself."""
    command_id = await services.certificates.renew(row_id, admin.email)
    return await commands.view(command_id)


@router.get("/chargers/{id}/certificates/installed", response_model=InstalledCertificates)
async def list_installed_certificates(row_id: RowId) -> Any:
    """The roots that the charger trusts, as it last told them."""
    await chargers.require(row_id)
    return {"items": await security.installed(row_id)}


@router.post("/chargers/{id}/certificates/refresh", response_model=InstalledCertificates)
async def refresh_installed_certificates(services: Deps, admin: Admin, row_id: RowId) -> Any:
    """Asks the charger which roots it trusts."""
    await chargers.require(row_id)
    for use in ("CentralSystemRootCertificate", "ManufacturerRootCertificate"):
        request = {"certificateType": use}
        await services.commands.send(row_id, "GetInstalledCertificateIds", request, admin.email)
    return {"items": await security.installed(row_id)}


@router.post("/chargers/{id}/certificates/install", response_model=CertificateInstalled)
async def install_certificate(services: Deps, admin: Admin, row_id: RowId, body: InstallCertificate) -> Any:
    """Gives the charger a root to trust."""
    await chargers.require(row_id)
    request = checked("InstallCertificate", {"certificateType": body.use, "certificate": body.certificate})
    warnings = await security_profiles.warnings_before_installing(row_id, body.use)
    command_id = await services.commands.send(row_id, "InstallCertificate", request, admin.email)
    return {
        "command": await commands.view(command_id),
        "warnings": [str(warning) for warning in warnings],
        "said": [said_view(warning) for warning in warnings],
    }
