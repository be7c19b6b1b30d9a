"""`/files`: the drop box for chargers. The token in the address is all that is asked for (DIAG-01, S17)."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import FileResponse

from csms.api.dependencies import Deps
from csms.api.responses import FILE
from csms.api.uploads import honest_ends, read_body, read_form

router = APIRouter(prefix="/files", tags=["drop box"])

Token = Annotated[str, Path(min_length=1, max_length=100, description="The secret of one job")]
Name = Annotated[str, Path(max_length=1000, description="What the file is called")]


@router.get("/{token}/{name:path}", response_class=FileResponse, responses=FILE)
async def fetch_file(services: Deps, token: Token, name: Name) -> Response:
    """A firmware, whole or a part of it (`Range`), as often as it takes until its job is over."""
    path, firmware = await services.drop_box.firmware(token)
    return FileResponse(path, media_type="application/octet-stream", filename=firmware.file_name)


@router.head("/{token}/{name:path}", include_in_schema=False)
async def look_at_file(services: Deps, token: Token, name: Name) -> Response:
    return await fetch_file(services, token, name)


@router.put("/{token}/{name:path}", status_code=201, response_class=Response)
async def deliver_file(services: Deps, request: Request, token: Token, name: Name) -> Response:
    """The file of a job that has been asked for. Once; one that was cut off may come again."""
    async with honest_ends(), services.drop_box.delivery(token) as delivery:
        await read_body(request, delivery.incoming)
        await delivery.finish(name)
    return Response(status_code=201)


@router.post("/{token}", status_code=201, response_class=Response)
async def deliver_form(services: Deps, request: Request, token: Token) -> Response:
    """The same, as the `file` of a form."""
    async with honest_ends(), services.drop_box.delivery(token) as delivery:
        form = await read_form(request, delivery.incoming)
        await delivery.finish(form.file_name or "")
    return Response(status_code=201)


@router.post("/{token}/", status_code=201, include_in_schema=False)
async def deliver_form_there(services: Deps, request: Request, token: Token) -> Response:
    return await deliver_form(services, request, token)
