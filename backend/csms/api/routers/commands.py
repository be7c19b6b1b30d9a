"""Commands to chargers, and what came of them."""

import re
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import StringConstraints

from csms.api.dependencies import Admin, Administrator, Deps
from csms.api.paging import Page
from csms.api.responses import Responses
from csms.api.routers.filters import ChargerIdFilter, From, RowId, Sort, Until
from csms.api.schemas.chargers import RemoteStart, RemoteStop
from csms.api.schemas.commands import Command, CommandPage, CommandSort, CommandState, OperationList
from csms.api.schemas.common import Printable
from csms.api.services import Services
from csms.charging.waiting import LONGEST, expiry
from csms.errors import Conflict, Invalid, NotFound
from csms.handlers.operations import OPERATIONS, InvalidRequest, Operation, UnknownOperation, check_request
from csms.said import said
from csms.store import chargers, commands
from csms.store.commands import Filter

router = APIRouter(tags=["commands"])

_OFFLINE: Responses = {
    409: {"description": "The charger is offline: nothing was sent. `command` is its record"}
}


_WAITS: Responses = {
    202: {"model": Command, "description": "The charger is offline: the command waits until `expires_at`"}
}

ActionName = Annotated[str, StringConstraints(max_length=64), Printable]
ValidFor = Annotated[
    int | None,
    Query(
        ge=1,
        le=round(LONGEST.total_seconds()),
        description="Seconds for which the command may wait for a charger that is offline. Without it such a command "
        "ends at once. A remote start or an unlock never waits longer than 5 minutes",
    ),
]


@router.get("/operations", response_model=OperationList)
async def list_operations() -> Any:
    """The operations that a central system may send, with the JSON schemas of their requests and responses."""
    return {
        "items": [
            {
                "action": operation.name,
                "profile": operation.profile,
                "request_schema": operation.request_schema,
                "response_schema": operation.response_schema,
                "example": operation.example,
            }
            for operation in OPERATIONS.values()
        ]
    }


def _add_operation(operation: Operation) -> None:
    """`POST /chargers/{id}/commands/Reset` and the like. Its body is checked by the handlers, which know the rules."""

    async def send(
        services: Deps,
        admin: Admin,
        row_id: RowId,
        body: Annotated[dict[str, Any], Body()],
        response: Response,
        valid_for: ValidFor = None,
    ) -> Any:
        return await _send(services, admin, row_id, operation.name, body, response, valid_for)

    router.add_api_route(
        f"/chargers/{{id}}/commands/{operation.name}",
        send,
        methods=["POST"],
        name="send_" + re.sub(r"(?<!^)(?=[A-Z])", "_", operation.name).lower(),
        summary=operation.name,
        description=f"{operation.profile} profile. Waits for the end; `response` is the charger's answer.",
        response_model=Command,
        responses={**_OFFLINE, **_WAITS},
    )


for _operation in OPERATIONS.values():
    _add_operation(_operation)


@router.post("/chargers/{id}/commands/{action}", include_in_schema=False)
async def send_unknown(
    row_id: RowId, action: Annotated[str, Path(max_length=64)], body: Annotated[dict[str, Any], Body()]
) -> Any:
    """No operation of that name; the answer says which way it goes."""
    await chargers.require(row_id)
    return checked(action, body)


@router.post("/chargers/{id}/remote-start", response_model=Command, responses={**_OFFLINE, **_WAITS})
async def remote_start(
    services: Deps,
    admin: Admin,
    row_id: RowId,
    body: RemoteStart,
    response: Response,
    valid_for: ValidFor = None,
) -> Any:
    """Asks the charger to start a transaction."""
    request: dict[str, Any] = {"idTag": body.id_tag}
    if body.connector_id is not None:
        request["connectorId"] = body.connector_id
    if body.charging_profile is not None:
        request["chargingProfile"] = body.charging_profile
    return await _send(services, admin, row_id, "RemoteStartTransaction", request, response, valid_for)


@router.post("/chargers/{id}/remote-stop", response_model=Command, responses={**_OFFLINE, **_WAITS})
async def remote_stop(
    services: Deps,
    admin: Admin,
    row_id: RowId,
    body: RemoteStop,
    response: Response,
    valid_for: ValidFor = None,
) -> Any:
    """Asks the charger to stop a transaction."""
    request = {"transactionId": body.transaction_id}
    return await _send(services, admin, row_id, "RemoteStopTransaction", request, response, valid_for)


@router.get("/chargers/{id}/commands", response_model=CommandPage)
async def list_commands(
    row_id: RowId,
    page: Page,
    state: Annotated[CommandState | None, Query(description="Only in this state")] = None,
    action: Annotated[ActionName | None, Query(description="Only this operation of OCPP")] = None,
    from_: From = None,
    to: Until = None,
    sort: Annotated[CommandSort, Sort] = "-created_at",
) -> Any:
    """The charger's commands, newest first."""
    await chargers.require(row_id)
    wanted = Filter(row_id, state, action, from_, to)
    return await commands.list_page(page.limit, page.cursor, wanted, sort)


@router.get("/commands", response_model=CommandPage)
async def list_all_commands(
    page: Page,
    charger_id: ChargerIdFilter = None,
    state: Annotated[CommandState | None, Query(description="Only in this state")] = None,
    action: Annotated[ActionName | None, Query(description="Only this operation of OCPP")] = None,
    from_: From = None,
    to: Until = None,
    sort: Annotated[CommandSort, Sort] = "-created_at",
) -> Any:
    """The commands of all chargers, newest first."""
    wanted = Filter(charger_id, state, action, from_, to)
    return await commands.list_page(page.limit, page.cursor, wanted, sort)


@router.get("/commands/{id}", response_model=Command)
async def get_command(row_id: RowId) -> Any:
    return await commands.view(row_id)


async def _send(
    services: Services,
    admin: Administrator,
    charger_id: UUID,
    action: str,
    body: dict[str, Any],
    response: Response,
    valid_for: int | None,
) -> Any:
    await chargers.require(charger_id)
    request = checked(action, body)
    expires_at = expiry(action, valid_for, services.now())
    command_id = await services.commands.send(charger_id, action, request, admin.email, expires_at=expires_at)
    command = await commands.view(command_id)
    if command["state"] == "offline":
        record = Command.model_validate(command).model_dump(mode="json")
        raise Conflict(said("The charger is offline: nothing was sent."), extra={"command": record})
    if command["state"] == "pending":
        response.status_code = 202
    return command


def checked(action: str, body: dict[str, Any]) -> dict[str, Any]:
    """The request as it will be sent. Raises NotFound, and Invalid with the field to blame."""
    try:
        return check_request(action, body)
    except UnknownOperation as error:
        raise NotFound(error.words) from error
    except InvalidRequest as error:
        raise Invalid(
            said("{action} cannot be sent like this.", action=action), errors=((error.path, error.words),)
        ) from error
