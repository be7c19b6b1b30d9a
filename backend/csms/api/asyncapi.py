"""`/asyncapi.json`: every event that leaves the server, as AsyncAPI 3.0, made from the schemas of REST."""

from functools import cache
from typing import Any, Literal, NamedTuple, TypeAlias

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from csms import __version__
from csms.api.schemas import events as said
from csms.api.schemas.attention import Refusal
from csms.api.schemas.chargers import Charger, ConnectorOfCharger
from csms.api.schemas.commands import Command
from csms.api.schemas.firmware import Job
from csms.api.schemas.id_tags import IdTag
from csms.api.schemas.local_lists import LocalListSummary
from csms.api.schemas.notifications import NotificationSent
from csms.api.schemas.reservations import Reservation
from csms.api.schemas.security import ChargerCertificate, SecurityEvent
from csms.api.schemas.stations import Station
from csms.api.schemas.transactions import Transaction
from csms.api.schemas.unknown_tags import UnknownTag
from csms.api.schemas.violations import ViolationKind
from csms.webhooks.catalog import DELETED, EVENT_TYPES, NOTIFICATION, EventType

Schema: TypeAlias = type[BaseModel]

VIEWS: dict[str, Schema] = {
    "transaction": Transaction,
    "charger": Charger,
    "connector": ConnectorOfCharger,
    "command": Command,
    "reservation": Reservation,
    "security_event": SecurityEvent,
    "certificate": ChargerCertificate,
    "drift": said.Drift,
    "violation": ViolationKind,
    "refusal": Refusal,
    "job": Job,
    "local_list": LocalListSummary,
    "station": Station,
    "id_tag": IdTag,
    "unknown_tag": UnknownTag,
    DELETED: said.Deleted,
    NOTIFICATION: NotificationSent,
    "test": said.WebhookTried,
}
"""What is sent with events of webhooks, by the view of their type."""


class StreamEvent(NamedTuple):
    """An event of the stream: what is sent with it, and when."""

    schema: Schema
    words: str


STREAM: dict[str, StreamEvent] = {
    "charger.updated": StreamEvent(
        Charger, "A charger, its connection or one of its connectors has changed."
    ),
    "transaction.updated": StreamEvent(Transaction, "A transaction has started, changed or ended."),
    "command.updated": StreamEvent(
        Command, "A command was made, sent or has ended, or something came of it."
    ),
    "station.updated": StreamEvent(Station, "A station was made or has changed."),
    "id_tag.updated": StreamEvent(IdTag, "An id tag was registered or has changed."),
    "reservation.updated": StreamEvent(Reservation, "A reservation was made or has changed."),
    "job.updated": StreamEvent(Job, "What a charger fetches or delivers was asked for or has changed."),
    "certificate.updated": StreamEvent(ChargerCertificate, "A charger's certificate has changed."),
    "local_list.updated": StreamEvent(LocalListSummary, "A charger's local list has changed."),
    "charger.deleted": StreamEvent(said.Deleted, "A charger was deleted."),
    "station.deleted": StreamEvent(said.Deleted, "A station was deleted."),
    "id_tag.deleted": StreamEvent(said.Deleted, "An id tag was deleted."),
    "unknown_tag.deleted": StreamEvent(said.Deleted, "An unknown tag was adopted or deleted."),
    "unknown_tag.presented": StreamEvent(
        said.TagPresented, "A tag was presented that nobody has registered."
    ),
    "transaction.metered": StreamEvent(said.Metered, "The latest reading of a connector."),
    "message.logged": StreamEvent(said.MessagesLogged, "Messages of a charger were logged."),
    "violation.recorded": StreamEvent(said.MessagesLogged, "Messages of a charger broke a rule of OCPP."),
    "security_event.recorded": StreamEvent(
        SecurityEvent, "A charger reported a security event, or the server saw one."
    ),
    "drift.updated": StreamEvent(
        said.OfCharger, "A charger drifts from its wished configuration, otherwise than before, or no more."
    ),
    "firmware.updated": StreamEvent(said.Changed, "A firmware file has come, has gone, or is held back."),
    "webhook.updated": StreamEvent(said.Changed, "A webhook has changed, or something was sent to it."),
    "notifications.updated": StreamEvent(said.Nothing, "Somebody is told of something, or could not be."),
    "audit.updated": StreamEvent(said.Nothing, "Somebody did something."),
    "refusal.recorded": StreamEvent(said.RefusalRecorded, "A connection was refused."),
    "attention.updated": StreamEvent(said.AttentionCount, "How many matters need a person has changed."),
    "reset": StreamEvent(said.Nothing, "Events are missing: read everything again."),
}
"""Every type of `/api/admin/events`."""

_TEMPLATE = "#/components/schemas/{model}"
_SIGNED = {
    "type": "object",
    "required": ["webhook-id", "webhook-timestamp", "webhook-signature"],
    "properties": {
        "webhook-id": {"type": "string", "description": "The same however often the event is sent"},
        "webhook-timestamp": {"type": "string", "description": "Unix seconds of this attempt"},
        "webhook-signature": {"type": "string", "description": "`v1,` and base64, one for each secret"},
    },
}
_WEBHOOKS, _STREAM = "webhooks", "stream"

router = APIRouter()


@router.get("/asyncapi.json", include_in_schema=False)
async def get_asyncapi() -> JSONResponse:
    return JSONResponse(document())


@cache
def document() -> dict[str, Any]:
    """The same for the same code, whatever the settings are."""
    schemas = _schemas()
    messages = {
        **{_name(_WEBHOOKS, one.name): _webhook_message(one) for one in EVENT_TYPES},
        **{_name(_STREAM, name): _stream_message(name, one) for name, one in STREAM.items()},
    }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "CSMS events",
            "version": __version__,
            "description": "What happens at chargers, as it happens: sent to webhooks, or read from a stream.",
        },
        "defaultContentType": "application/json",
        "channels": {
            _WEBHOOKS: {
                "address": None,
                "title": "Webhooks",
                "description": "POST to the address of each webhook, signed by Standard Webhooks.",
                "messages": {one.name: _ref("messages", _name(_WEBHOOKS, one.name)) for one in EVENT_TYPES},
            },
            _STREAM: {
                "address": "/api/admin/events",
                "title": "Server-sent events",
                "description": "The type is the field `event`; who comes back says `Last-Event-ID`.",
                "messages": {name: _ref("messages", _name(_STREAM, name)) for name in STREAM},
            },
        },
        "operations": {
            "sendWebhook": _sends(_WEBHOOKS, [one.name for one in EVENT_TYPES]),
            "streamEvents": _sends(_STREAM, list(STREAM)),
        },
        "components": {"messages": messages, "schemas": schemas},
    }


def _schemas() -> dict[str, Any]:
    models = dict.fromkeys([*VIEWS.values(), *(one.schema for one in STREAM.values())])
    wanted: list[tuple[Schema, Literal["validation", "serialization"]]] = [
        (model, "serialization") for model in models
    ]
    _, definitions = models_json_schema(wanted, ref_template=_TEMPLATE)
    return dict(definitions["$defs"])


def _name(channel: str, event_type: str) -> str:
    return f"{channel}.{event_type}"


def _ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _webhook_message(one: EventType) -> dict[str, Any]:
    payload = {
        "type": "object",
        "required": ["type", "timestamp", "sequence", "data"],
        "properties": {
            "type": {"const": one.name},
            "timestamp": {"type": "string", "format": "date-time", "description": "When it happened"},
            "sequence": {"type": "integer", "minimum": 0, "description": "Grows from event to event"},
            "data": _ref("schemas", VIEWS[one.view].__name__),
        },
    }
    return {"name": one.name, "summary": one.words, "headers": _SIGNED, "payload": payload}


def _stream_message(name: str, one: StreamEvent) -> dict[str, Any]:
    return {"name": name, "summary": one.words, "payload": _ref("schemas", one.schema.__name__)}


def _sends(channel: str, names: list[str]) -> dict[str, Any]:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{channel}"},
        "messages": [{"$ref": f"#/channels/{channel}/messages/{name}"} for name in names],
    }
