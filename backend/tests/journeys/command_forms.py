"""The sheet that sends commands, filled as a person fills it: by labels."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

from playwright.async_api import Locator, Page, expect


class Chosen(NamedTuple):
    """An option of a list; the beginning of its text will do."""

    option: str


class Tag(NamedTuple):
    """An id tag, typed into the list of those that are known."""

    text: str


class Added(NamedTuple):
    """What appears once a button is pressed, and what is filled in there; the name of its group."""

    button: str
    group: str
    fields: "Fields"


Fields: TypeAlias = Mapping[str, "str | Chosen | Tag | Added | Fields"]


class CommandSheet:
    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def sheet(self) -> Locator:
        return self.page.get_by_role("dialog", name="Send command")

    async def open(self, command: str) -> None:
        """As a person finds it: the button, then the list of commands."""
        await self.page.get_by_role("button", name="Send command").first.click()
        await self.sheet.get_by_role("combobox", name="Command", exact=True).click()
        await self.page.get_by_role("option", name=command, exact=True).click()
        await expect(self.button(command)).to_be_visible()

    def button(self, name: str) -> Locator:
        return self.sheet.get_by_role("button", name=name, exact=True)

    async def send(self, command: str, fields: Fields) -> None:
        """Returns when the charger has answered and the sheet is gone."""
        await self.open(command)
        await self.fill(self.sheet, fields)
        await self.button(command).click()
        await expect(self.sheet).to_have_count(0)

    async def fill(self, place: Locator, fields: Fields) -> None:
        for label, value in fields.items():
            await self._fill(place, label, value)

    async def _fill(self, place: Locator, label: str, value: Any) -> None:
        if isinstance(value, str):
            await _labelled(place, label).fill(value)
        elif isinstance(value, Chosen):
            await _labelled(place, label).click()
            await self.page.get_by_role("option", name=re.compile(f"^{re.escape(value.option)}")).click()
        elif isinstance(value, Tag):
            await self._choose_tag(_labelled(place, label), value.text)
        elif isinstance(value, Added):
            await place.get_by_role("button", name=value.button, exact=True).click()
            await self.fill(place.get_by_role("group", name=value.group, exact=True), value.fields)
        else:
            await self.fill(place.get_by_role("group", name=label, exact=True), value)

    async def _choose_tag(self, field: Locator, text: str) -> None:
        await field.click()
        await self.page.get_by_placeholder("Search or type a tag").fill(text)
        await self.page.get_by_role("option", name=re.compile(re.escape(text))).first.click()


def _labelled(place: Locator, label: str) -> Locator:
    """The label as it begins: an optional field says so behind it."""
    return place.get_by_label(re.compile(rf"^{re.escape(label)}(\s*optional)?$")).first
