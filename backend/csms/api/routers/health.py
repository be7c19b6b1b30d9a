"""`/health`, `/health/ready` and `/metrics`, for machines that look after machines."""

from typing import Any

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from csms.api.dependencies import Deps
from csms.api.metrics import registry
from csms.api.readiness import readiness
from csms.api.schemas.public import Health, Readiness

router = APIRouter(tags=["health"])


@router.get("/health", response_model=Health)
async def get_health() -> Any:
    """Answers as long as the process lives."""
    return {"status": "ok"}


@router.get("/health/ready", response_model=Readiness, responses={503: {"model": Readiness}})
async def get_readiness(services: Deps, response: Response) -> Any:
    """Each part's state; 503 when one fails that nothing works without."""
    state = await readiness(services)
    if state["status"] == "unavailable":
        response.status_code = 503
    return state


@router.get("/metrics", include_in_schema=False)
async def get_metrics(services: Deps) -> Response:
    """Prometheus text format."""
    return Response(generate_latest(await registry(services)), media_type=CONTENT_TYPE_LATEST)
