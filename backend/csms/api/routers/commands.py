"""Commands to chargers, and what came of them."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Path

from csms.api.dependencies import Admin, Deps
from csms.api.paging import Page
from csms.api.responses import Responses
from csms.api.routers.filters import RowId
from csms.api.schemas.chargers import RemoteStart, RemoteStop
from csms.api.schemas.commands import Command, CommandPage, OperationList
from csms.api.services import Services
from csms.auth.accounts import Principal
from csms.errors import Conflict, Invalid, NotFound
from csms.handlers.operations import OPERATIONS, InvalidRequest, UnknownOperation, check_request
from csms.store import chargers, commands

router = APIRouter(tags=["commands"])

_OFFLINE: Responses = {
    409: {"description": "The charger is offline: nothing was sent. `command` is its record"}
}


@router.get("/operations", response_model=OperationList)
async def list_operations() -> Any:
    """The operations that a central system may send, with the JSON schemas of their requests."""
    return {
        "items": [
            {"action": operation.name, "request_schema": operation.request_schema}
            for operation in OPERATIONS.values()
        ]
    }


@router.post("/chargers/{id}/commands/{action}", response_model=Command, responses=_OFFLINE)
async def send_command(
    services: Deps,
    admin: Admin,
    row_id: RowId,
    action: Annotated[
        str, Path(max_length=64, description="An OCPP action, as `GET /operations` lists them")
    ],
    body: Annotated[dict[str, Any], Body(description="The OCPP request payload of the action")],
) -> Any:
    """Sends any operation and waits for its end."""
    return await _send(services, admin, row_id, action, body)


@router.post("/chargers/{id}/remote-start", response_model=Command, responses=_OFFLINE)
async def remote_start(services: Deps, admin: Admin, row_id: RowId, body: RemoteStart) -> Any:
    """Asks the charger to start a transaction."""
    request: dict[str, Any] = {"idTag": body.id_tag}
    if body.connector_id is not None:
        request["connectorId"] = body.connector_id
    if body.charging_profile is not None:
        request["chargingProfile"] = body.charging_profile
    return await _send(services, admin, row_id, "RemoteStartTransaction", request)


@router.post("/chargers/{id}/remote-stop", response_model=Command, responses=_OFFLINE)
async def remote_stop(services: Deps, admin: Admin, row_id: RowId, body: RemoteStop) -> Any:
    """Asks the charger to stop a transaction."""
    request = {"transactionId": body.transaction_id}
    return await _send(services, admin, row_id, "RemoteStopTransaction", request)


@router.get("/chargers/{id}/commands", response_model=CommandPage)
async def list_commands(row_id: RowId, page: Page) -> Any:
    """The charger's commands, newest first."""
    await chargers.require(row_id)
    return await commands.list_page(page.limit, page.cursor, charger_id=row_id)


@router.get("/commands/{id}", response_model=Command)
async def get_command(row_id: RowId) -> Any:
    return await commands.view(row_id)


async def _send(
    services: Services, admin: Principal, charger_id: UUID, action: str, body: dict[str, Any]
) -> Any:
    await chargers.require(charger_id)
    request = _checked(action, body)
    command_id = await services.commands.send(charger_id, action, request, admin.email)
    command = await commands.view(command_id)
    if command["state"] == "offline":
        record = Command.model_validate(command).model_dump(mode="json")
        raise Conflict("The charger is offline: nothing was sent.", extra={"command": record})
    return command


def _checked(action: str, body: dict[str, Any]) -> dict[str, Any]:
    try:
        return check_request(action, body)
    except UnknownOperation as error:
        raise NotFound(str(error)) from error
    except InvalidRequest as error:
        raise Invalid(f"{action} cannot be sent like this.", errors=((error.path, error.message),)) from error
