"""`.../transactions/{id}/receipt`: for the driver whose session it was, and for operators."""

from decimal import Decimal
from pathlib import Path

from csms.api.receipts import page
from csms.store import receipts
from csms.store.models import Station, User
from tests.api.conftest import DRIVER, Api
from tests.services.database import at
from tests.store.rows import sample, transaction


async def test_of_a_session_that_has_ended(api: Api) -> None:
    station = await Station.create(name="Hafen", address="Kai 1")
    charger = await api.database.charger(station_id=station.id, name="Links")
    driver = (await User.get(email=DRIVER)).id
    row = await transaction(
        charger, user_id=driver, state="completed", stopped_at=at(60), energy_wh=Decimal("12.5"),
        flags=["estimated", "reserved_for_another"],
    )  # fmt: skip
    await sample(row, at(30), 7400, signed=True)
    receipt = await receipts.of(row.id)
    assert (receipt.station, receipt.address, receipt.charger, receipt.charger_name) == (
        "Hafen", "Kai 1", "CP-0001", "Links"
    )  # fmt: skip
    assert (receipt.signed, receipt.energy_wh) == (1, Decimal("12.5"))
    assert receipt.remarks == ("The energy is that of the last reading, not of a reported stop",)
    answers = [await api.get(f"/api/admin/transactions/{row.id}/receipt", params={"tz": "Europe/Berlin"})]
    api.headers.update(await api.signed_in(DRIVER))
    answers.append(await api.get(f"/api/me/transactions/{row.id}/receipt", params={"tz": "Europe/Berlin"}))
    for answer in answers:
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        assert answer.headers["content-disposition"].startswith('attachment; filename="receipt-20261119-')
    assert answers[0].content == answers[1].content


async def test_a_charger_that_is_gone_leaves_its_name(api: Api) -> None:
    charger = await api.database.charger()
    row = await transaction(charger, state="completed", stopped_at=at(60))
    await charger.delete()
    receipt = await receipts.of(row.id)
    assert (receipt.charger, receipt.station) == ("CP-0001", None)


async def test_not_before_the_end(api: Api) -> None:
    row = await transaction(await api.database.charger())
    answer = await api.get(f"/api/admin/transactions/{row.id}/receipt")
    assert answer.status_code == 409
    missing = await api.get("/api/admin/transactions/01930000-0000-7000-8000-000000000000/receipt")
    assert missing.status_code == 404


def test_the_font_goes_where_the_package_goes() -> None:
    folder = Path(page.__file__).parent / "fonts"
    assert {file.name for file in folder.iterdir()} == {"DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "LICENSE"}
