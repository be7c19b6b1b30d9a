"""What the operations of one address have to do with each other."""

from csms.api.resources import Resources, whole, written
from tests.api.conftest import Api


async def test_an_address_knows_its_methods(api: Api) -> None:
    resources: Resources = api.app.state.resources
    allowed = {
        "/api/admin/stations": ["GET", "POST"],
        "/api/admin/stations/1": ["GET", "PUT", "DELETE", "PATCH"],
        "/api/admin/firmware/jobs": ["GET"],
        "/api/admin/local-lists/1": ["GET", "PUT"],
        "/api/me": ["GET", "DELETE"],
        "/files/secret/a/b.bin": ["GET", "PUT"],
        "/api/admin/nothing": [],
    }
    assert {path: resources.allowed(path) for path in allowed} == allowed


async def test_an_etag_tells_what_people_write_from_what_happens(api: Api) -> None:
    resources: Resources = api.app.state.resources
    etag = resources.etag("/chargers/{id}", b'{"name":"A","online":false}')
    heard = resources.etag("/chargers/{id}", b'{"name":"A","online":true}')
    renamed = resources.etag("/chargers/{id}", b'{"name":"B","online":false}')
    assert written(etag) == written(f"W/{heard}") != written(renamed)
    assert len({whole(one) for one in (etag, heard, renamed)}) == 3
    assert written(resources.etag("/nothing", b"[1]")) == whole(resources.etag("/nothing", b"[1]"))
