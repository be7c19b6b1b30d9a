"""Figures for Prometheus. Read when they are asked for; nothing is counted on the way of a message."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Info

from csms import __version__
from csms.api.readiness import readiness
from csms.api.services import Services
from csms.charging.external_authorization import ExternalAuthorization
from csms.store import overview


async def registry(services: Services) -> CollectorRegistry:
    """The figures of this moment."""
    metrics = CollectorRegistry()
    Info("csms", "The server", registry=metrics).info({"version": __version__, "node": services.broker.node})
    parts = Gauge("csms_part_healthy", "1 while a part of the server works", ["part"], registry=metrics)
    state = await readiness(services)
    for name, part in state["parts"].items():
        parts.labels(name).set(part["healthy"])
    if state["parts"]["database"]["healthy"]:
        await _fleet(metrics)
    if services.external_authorization is not None:
        _external_authorization(metrics, services.external_authorization)
    return metrics


def _external_authorization(metrics: CollectorRegistry, service: ExternalAuthorization) -> None:
    available = Gauge(
        "csms_authorization_service_available",
        "0 while the external authorization service is left alone",
        registry=metrics,
    )
    available.set(service.available)
    questions = Counter(
        "csms_authorization_service_questions",
        "Questions to the external authorization service by what became of them",
        ["outcome"],
        registry=metrics,
    )
    questions.labels("answered").inc(service.answered)
    questions.labels("failed").inc(service.failed)
    questions.labels("skipped").inc(service.skipped)


async def _fleet(metrics: CollectorRegistry) -> None:
    chargers = await overview.charger_figures(None)
    by_state = Gauge("csms_chargers", "Chargers by connection", ["state"], registry=metrics)
    for state in ("online", "offline", "never_connected"):
        by_state.labels(state).set(chargers[state])
    connectors = Gauge("csms_connectors", "Connectors by status", ["status"], registry=metrics)
    for status, count in (await overview.connector_statuses(None)).items():
        connectors.labels(status).set(count)
