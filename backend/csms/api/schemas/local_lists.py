"""Local authorization lists: who may charge at a charger that is offline."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from csms.api.schemas.common import Input, Output
from csms.api.schemas.id_tags import Token
from csms.api.schemas.said import Sentence

LocalListMode = Literal["off", "tags", "all"]
LocalListState = Literal["off", "pending", "unknown", "syncing", "in_step", "failed", "unsupported"]

LocalListSort = Literal[
    "charge_point_id",
    "-charge_point_id",
    "mode",
    "-mode",
    "state",
    "-state",
    "wanted_count",
    "-wanted_count",
    "failures",
    "-failures",
    "acknowledged_version",
    "-acknowledged_version",
]


class LocalListSummary(Output):
    """`mode`: off (we leave the charger's list alone), tags (a choice of them), all (every tag that is good there).

    `state`: pending, unknown (an answer was lost: the charger is asked for its version), syncing, in_step, failed and
    unsupported (nobody tries again by himself); `detail` says why. `wanted_count`: tags that the list shall have;
    `too_long_count`: tags of more than 20 characters, which OCPP 1.6 cannot say; `no_room_count`: tags that are left
    out because the charger's list is full (LocalAuthListMaxLength). All three as of the last synchronisation.
    `acknowledged_version`: of the list that the charger has, null while nobody knows. `told_version`: what it last said
    itself: 0 is an empty list, -1 none at all.
    """

    charger_id: str
    charge_point_id: str
    mode: LocalListMode
    state: LocalListState
    detail: str | None
    said: Sentence | None
    wanted_count: int
    too_long_count: int
    no_room_count: int
    acknowledged_version: int | None
    acknowledged_at: datetime | None
    told_version: int | None
    failures: int
    next_try_at: datetime | None
    tried_at: datetime | None
    synced_at: datetime | None


class LocalListPage(Output):
    items: list[LocalListSummary]
    next_cursor: str | None


class LocalListCounts(Output):
    """`kept`: of mode tags or all. `in_step`: those of them whose charger has acknowledged all of it."""

    total: int
    kept: int
    in_step: int


class LocalList(LocalListSummary):
    """`id_tags`: the choice of mode `tags`."""

    id_tags: list[str]


class LocalListWrite(Input):
    """`id_tags` belongs to mode `tags`: registered tags, at most 10000. An empty choice empties the charger's list."""

    mode: LocalListMode
    id_tags: Annotated[list[Token], Field(max_length=10_000)] = Field(default_factory=list)


class LocalListEntry(Output):
    """A tag that is on the charger's list or shall be.

    `change`: none (as it shall be), add, update or remove: what is still to be sent; unknown while nobody knows what
    the charger has. `status`, `expires_at`, `parent_id_tag`: as they shall be, of one to be removed as they are.
    """

    id_tag: str
    status: str
    expires_at: datetime | None
    parent_id_tag: str | None
    acknowledged: bool
    change: Literal["none", "add", "update", "remove", "unknown"]


class LocalListEntryPage(Output):
    items: list[LocalListEntry]
    next_cursor: str | None
