"""The page of a receipt."""

from datetime import UTC

from csms.api.receipts.content import content
from csms.api.receipts.page import MARGIN, drawn, render
from tests.api.receipts.test_content import RECEIPT


def test_the_same_receipt_is_the_same_bytes() -> None:
    said = content(RECEIPT, "Stadtwerke Żółw & Ελλάδα", UTC)
    page = render(said, RECEIPT.stopped_at)
    assert page.startswith(b"%PDF-")
    assert page == render(said, RECEIPT.stopped_at)
    assert b"/CreationDate (D:20261025023007Z)" in page
    assert len(page) < 60_000, "a part of the font, not all of it"


def test_the_longest_one_fits_on_its_page() -> None:
    long = "Straße " * 80
    longest = RECEIPT._replace(
        station=long, address=long, charger=long, charger_name=long, id_tag=long, stop_reason=long,
        remarks=(long,) * 9, signed=1, cost_minor=1, currency="EUR",
    )  # fmt: skip
    with drawn(content(longest, long, UTC), RECEIPT.stopped_at) as page:
        assert page.page_no() == 1
        assert page.get_y() < page.h - MARGIN / 2
