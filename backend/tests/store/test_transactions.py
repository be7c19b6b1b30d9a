"""csms.store.transactions: what a record says of itself."""

from decimal import Decimal

from csms.store import flags, transactions
from tests.services.database import Database
from tests.store.rows import transaction


async def test_a_parent_is_shown_as_it_was_registered(database: Database) -> None:
    await database.id_tag("Fleet")
    charger = await database.charger()
    known = await transaction(charger, 1, parent_token_folded="fleet")
    unknown = await transaction(charger, 2, parent_token_folded="gone")
    assert (await transactions.view(known.id))["parent_id_tag"] == "Fleet"
    assert (await transactions.view(unknown.id))["parent_id_tag"] == "gone"


async def test_ids_of_later_versions_are_no_ocpp_1_6_numbers(database: Database) -> None:
    row = await transaction(
        await database.charger(), ocpp_transaction_id="a8f3-22", energy_wh=Decimal("0.125")
    )
    view = await transactions.view(row.id)
    assert (view["transaction_id"], view["energy_wh"]) == (None, 0.125)


async def test_a_flag_that_has_no_words_is_shown_by_its_code(database: Database) -> None:
    row = await transaction(await database.charger(), flags=["from_the_future"])
    assert (await transactions.view(row.id))["flags"] == [
        {"code": "from_the_future", "detail": "from_the_future"}
    ]


def test_every_flag_of_the_rules_has_words() -> None:
    marks = {value for name, value in vars(flags).items() if name.isupper() and isinstance(value, str)}
    assert marks == flags.FLAGS.keys()
