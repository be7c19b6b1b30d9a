from collections.abc import AsyncIterator, Iterator

import pytest

from csms.auth.accounts import Accounts
from csms.auth.keys import SigningKey
from csms.auth.passwords import Argon2Pool
from tests.auth.support import CHEAP, FakeClock, make_accounts, new_signing_key, opened


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def pool() -> Iterator[Argon2Pool]:
    pool = Argon2Pool(CHEAP)
    yield pool
    pool.close()


@pytest.fixture(scope="session")
def signing_key() -> SigningKey:
    return new_signing_key()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[None]:
    async with opened(database_url):
        yield


@pytest.fixture
def accounts(database: None, clock: FakeClock, pool: Argon2Pool, signing_key: SigningKey) -> Accounts:
    return make_accounts(clock, pool, signing_key)
