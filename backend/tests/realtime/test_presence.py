"""A node's own claims."""

from csms.realtime.presence import LocalClaims, Owner


class TestEpochs:
    """R13: whatever comes late has no effect."""

    async def test_a_claim_is_known_at_once(self) -> None:
        claims = LocalClaims("here")
        claims.claim("c1", 3)
        assert await claims.owner("c1") == Owner("here", 3)
        assert await claims.owner("c2") is None

    async def test_a_stale_claim_changes_nothing(self) -> None:
        claims = LocalClaims("here")
        claims.claim("c1", 3)
        claims.claim("c1", 2)
        assert await claims.owner("c1") == Owner("here", 3)

    async def test_a_stale_release_changes_nothing(self) -> None:
        claims = LocalClaims("here")
        claims.claim("c1", 3)
        claims.claim("c1", 4)
        claims.release("c1", 3)
        assert await claims.owner("c1") == Owner("here", 4)

    async def test_a_release_ends_the_claim(self) -> None:
        claims = LocalClaims("here")
        claims.claim("c1", 3)
        claims.release("c1", 3)
        claims.release("c1", 3)
        assert await claims.owner("c1") is None
        assert claims.all() == []
