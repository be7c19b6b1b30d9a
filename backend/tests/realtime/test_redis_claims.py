"""Claims of two nodes at one Redis (R13)."""

from csms.realtime.presence import Owner
from csms.realtime.redis import RedisBroker
from tests.realtime.waiting import until

Pair = tuple[RedisBroker, RedisBroker]


async def written(node: RedisBroker) -> None:
    await node.claims.flush()


class TestTakeover:
    async def test_a_claim_is_known_to_all(self, pair: Pair) -> None:
        pair[0].claims.claim("c1", 1)
        await written(pair[0])
        assert await pair[1].claims.owner("c1") == Owner(pair[0].node, 1)

    async def test_the_newer_epoch_holds_at_once_where_it_was_claimed(self, pair: Pair) -> None:
        pair[0].claims.claim("c1", 1)
        await written(pair[0])
        pair[1].claims.claim("c1", 2)
        assert await pair[1].claims.owner("c1") == Owner(pair[1].node, 2)

    async def test_a_stale_claim_and_its_stale_release_change_nothing(self, pair: Pair) -> None:
        old, new = pair
        new.claims.claim("c1", 2)
        await written(new)
        old.claims.claim("c1", 1)
        await written(old)
        old.claims.release("c1", 1)
        await written(old)
        assert await old.claims.owner("c1") == Owner(new.node, 2)

    async def test_the_old_holders_release_comes_after_the_takeover(self, pair: Pair) -> None:
        old, new = pair
        old.claims.claim("c1", 1)
        await written(old)
        new.claims.claim("c1", 2)
        await written(new)
        old.claims.release("c1", 1)
        await written(old)
        assert await old.claims.owner("c1") == Owner(new.node, 2)

    async def test_a_release_before_the_claim_was_written(self, pair: Pair) -> None:
        pair[0].claims.claim("c1", 1)
        pair[0].claims.release("c1", 1)
        await written(pair[0])
        assert await pair[1].claims.owner("c1") is None

    async def test_a_thousand_takeovers_end_with_the_last(self, pair: Pair) -> None:
        for epoch in range(1000):
            pair[epoch % 2].claims.claim("c1", epoch)
            if epoch % 7 == 0:
                await written(pair[epoch % 3 % 2])
            pair[(epoch + 1) % 2].claims.release("c1", epoch - 1)
        for node in pair:
            await written(node)
        for node in pair:
            assert await node.claims.owner("c1") == Owner(pair[1].node, 999)

    async def test_many_claims_are_written_in_parts(self, pair: Pair) -> None:
        for number in range(1200):
            pair[0].claims.claim(f"c{number}", 1)
        await written(pair[0])
        assert await pair[1].claims.owner("c1199") == Owner(pair[0].node, 1)


class TestLoss:
    async def test_claims_of_a_dead_node_are_ignored(self, pair: Pair) -> None:
        here, there = pair
        await here._link.run("HSET", here._link.keys.owners, "c1", "9 gone")
        assert await there.claims.owner("c1") is None

    async def test_an_own_claim_that_only_redis_remembers_is_ignored(self, pair: Pair) -> None:
        here, _ = pair
        await here._link.run("HSET", here._link.keys.owners, "c1", f"9 {here.node}")
        assert await here.claims.owner("c1") is None

    async def test_after_flushall_the_next_heartbeat_repeats_them(self, pair: Pair) -> None:
        here, there = pair
        here.claims.claim("c1", 1)
        await written(here)
        await here._link.run("FLUSHALL")
        assert await here.claims.owner("c1") == Owner(here.node, 1)

        async def known() -> bool:
            return await there.claims.owner("c1") == Owner(here.node, 1)

        await until(known)
