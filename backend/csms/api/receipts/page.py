"""A receipt on one page of A4. The same receipt is the same bytes: its only date is that of the session's end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from csms.api.receipts.content import Content, Lines

_FONTS = Path(__file__).parent / "fonts"
FAMILY = "DejaVu"

MARGIN = 25.0
LABEL = 52.0
LINE = 6.2
INK, GREY, RULE = (24, 28, 36), (105, 112, 124), (208, 212, 220)


def render(content: Content, made_at: datetime) -> bytes:
    """The PDF. Takes a tenth of a second: the font is read anew."""
    with drawn(content, made_at) as page:
        return bytes(page.output())


@contextmanager
def drawn(content: Content, made_at: datetime) -> Iterator[FPDF]:
    """The page; the files of its fonts are closed afterwards."""
    page = _page(made_at, content)
    try:
        _draw(page, content)
        yield page
    finally:
        for font in page.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()


def _draw(page: FPDF, content: Content) -> None:
    _head(page, content)
    _energy(page, content.energy)
    for title, lines in (("Place", content.place), ("Time", content.time), ("Meter", content.meter)):
        _section(page, title, lines)
    _notes(page, content.notes)


def _page(made_at: datetime, content: Content) -> FPDF:
    page = FPDF(format="A4")
    page.set_margins(MARGIN, MARGIN)
    page.c_margin = 0
    page.set_auto_page_break(False)
    page.set_creation_date(made_at)
    page.set_title(f"Charging receipt {content.number}")
    page.set_author(content.operator)
    page.set_creator("CSMS")
    page.set_lang("en")
    page.add_font(FAMILY, "", _font("DejaVuSans.ttf"))
    page.add_font(FAMILY, "B", _font("DejaVuSans-Bold.ttf"))
    page.add_page()
    return page


@cache
def _font(name: str) -> str:
    return str(_FONTS / name)


def _write(page: FPDF, text: str, size: float, *, bold: bool = False, grey: bool = False) -> None:
    page.set_font(FAMILY, "B" if bold else "", size)
    page.set_text_color(*(GREY if grey else INK))
    page.multi_cell(0, size * 0.5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _head(page: FPDF, content: Content) -> None:
    _write(page, content.operator, 18, bold=True)
    page.ln(2)
    _write(page, "Charging receipt", 11, grey=True)
    page.ln(1.5)
    _write(page, f"No. {content.number}   ·   {content.date}", 9, grey=True)
    page.ln(6)


def _energy(page: FPDF, energy: str) -> None:
    _rule(page)
    page.ln(6)
    _write(page, "Energy", 9, grey=True)
    page.ln(1.5)
    _write(page, energy, 26, bold=True)
    page.ln(6)


def _section(page: FPDF, title: str, lines: Lines) -> None:
    _rule(page)
    page.ln(4)
    _write(page, title, 9, grey=True)
    page.ln(1.5)
    for label, value in lines:
        page.set_font(FAMILY, "", 10)
        page.set_text_color(*GREY)
        page.cell(LABEL, LINE, label)
        page.set_text_color(*INK)
        page.multi_cell(0, LINE, value, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    page.ln(4)


def _notes(page: FPDF, notes: list[str]) -> None:
    _rule(page)
    page.ln(4)
    for note in notes:
        _write(page, note, 8.5, grey=True)
        page.ln(1)


def _rule(page: FPDF) -> None:
    page.set_draw_color(*RULE)
    page.set_line_width(0.25)
    page.line(MARGIN, page.get_y(), page.w - MARGIN, page.get_y())
