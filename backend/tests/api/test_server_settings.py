"""`/api/admin/settings`: everything that is set, and no secret."""

from typing import Any

from pydantic import SecretStr

from csms import __version__
from csms.api.routers.server_settings import SECRET
from csms.config import Settings
from tests.api.conftest import Api

SETTINGS = "/api/admin/settings"


async def by_name(api: Api) -> dict[str, Any]:
    answer = await api.get(SETTINGS)
    assert answer.status_code == 200, answer.text
    return {one["name"]: one for one in answer.json()["items"]}


async def test_every_setting_is_there_with_what_holds(api: Api, settings: Settings) -> None:
    settings.smtp_host = "mail.charging.example"
    found = await by_name(api)
    assert (await api.get(SETTINGS)).json()["version"] == __version__
    assert found.keys() == {name.upper() for name in Settings.model_fields}
    assert found["PUBLIC_URL"]["value"] == "https://charging.example"
    assert found["SMTP_HOST"] == {
        "name": "SMTP_HOST",
        "value": "mail.charging.example",
        "given": True,
        "secret": False,
    }
    assert (found["OPERATOR_NAME"]["value"], found["OPERATOR_NAME"]["given"]) == (None, False)
    assert found["DATABASE_URL"]["value"] in ("sqlite", "postgresql")
    assert found["WEBHOOK_ALLOW_PRIVATE"]["value"] is settings.private_webhooks


async def test_of_secrets_only_whether_they_are_set(api: Api, settings: Settings) -> None:
    for name in SECRET:
        kept = getattr(settings, name)
        setattr(settings, name, SecretStr("hidden-7f3a") if isinstance(kept, SecretStr) else "hidden-7f3a")
    settings.database_url = "postgresql://csms:hidden-7f3a@database/csms"
    answer = await api.get(SETTINGS)
    assert "hidden-7f3a" not in answer.text
    found = {one["name"]: one for one in answer.json()["items"]}
    for name in SECRET:
        assert (found[name.upper()]["value"], found[name.upper()]["given"]) == (None, True), name


def test_whatever_is_typed_as_a_secret_is_one() -> None:
    typed = {name for name, field in Settings.model_fields.items() if field.annotation is SecretStr}
    assert typed <= SECRET
