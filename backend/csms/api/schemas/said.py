"""Sentences of the server's own, for a dashboard to say in the reader's words."""

from datetime import datetime

from csms.api.schemas.common import Number, Output


class SaidMoment(Output):
    moment: datetime


class SaidDay(Output):
    """The day of this moment, where the reader is."""

    day: datetime


class SaidDuration(Output):
    seconds: int


class SaidEnergy(Output):
    """`digits`: of the kWh that are told."""

    wh: Number
    digits: int


class SaidNumber(Output):
    number: Number
    digits: int


class Sentence(Output):
    """`text`: an ICU message in English, the key of its translations. `values`: what it names."""

    text: str
    values: "dict[str, int | str | SaidMoment | SaidDay | SaidDuration | SaidEnergy | SaidNumber | Sentence]"


class MatterWords(Output):
    """`title` and `detail` of a matter, sentence by sentence. A string is somebody else's words."""

    title: Sentence
    detail: list[Sentence | str]
