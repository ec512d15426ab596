"""How the PDFs beside this file were made, by programs that people use; run once, by hand.

    uv run --with weasyprint,reportlab,arabic-reshaper,python-bidi,fpdf2,uharfbuzz,pillow \
        python tests/ingest/pdf/make.py

Chromium must be on the path, and a font with Arabic letters at FONT (DejaVu Sans).
"""

# mypy: ignore-errors
# ruff: noqa: S106

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

from tests.ingest.templates import STORIES, Story  # noqa: E402


def web_page(s: Story, style: str = "") -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in s.body)
    return (
        f'<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{s.title}</title><style>'
        f"@page {{ size: A4; margin: 2cm }} body {{ font: 14pt 'DejaVu Sans' }} {style}</style>"
        f"</head><body><h1>{s.title}</h1><p>{s.shown} - كتب: {s.byline}</p>"
        f'<div class="text">{paragraphs}</div></body></html>'
    )


def browser(s: Story, out: Path) -> None:
    page = out.with_suffix(".html")
    page.write_text(web_page(s), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run([*command, f"--print-to-pdf={out}", page.as_uri()], check=True)
    page.unlink()


def typeset(s: Story, out: Path, style: str = "") -> None:
    import weasyprint

    weasyprint.HTML(string=web_page(s, style)).write_pdf(out)


def canvas(s: Story, out: Path, how: str) -> None:
    """Draw lines with ReportLab, which knows nothing of Arabic: the caller must turn them."""
    from arabic_reshaper import ArabicReshaper
    from bidi.algorithm import get_display
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("F", FONT))
    shape = ArabicReshaper({"delete_harakat": False}).reshape
    page = Canvas(str(out), pagesize=A4)
    page.setFont("F", 13)
    y = 780.0
    for text in (s.title, s.shown, *s.body):
        if how == "right":  # shaped, wrapped, then each line turned: what a reader expects to see
            lines = [get_display(x) for x in simpleSplit(shape(text), "F", 13, 480)]
        elif how == "lines":  # turned before it was wrapped: the last line comes first
            lines = simpleSplit(get_display(shape(text)), "F", 13, 480)
        else:  # as it is typed: letters from left to right, unjoined
            lines = simpleSplit(text, "F", 13, 480)
        for line in lines:
            page.drawRightString(540, y, line)
            y -= 22
        y -= 12
    page.save()


def shaped(s: Story, out: Path) -> None:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.add_font("F", fname=FONT)
    pdf.set_font("F", size=14)
    pdf.set_text_shaping(use_shaping_engine=True, direction="rtl", script="arab", language="ara")
    for text in (s.title, s.shown, *s.body):
        pdf.multi_cell(w=0, text=text, align="R", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(4)
    pdf.output(str(out))


def scan(out: Path) -> None:
    from PIL import Image

    Image.new("L", (400, 560), 230).save(out, "PDF")


def locked(s: Story, out: Path) -> None:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_encryption(owner_password="owner", user_password="reader")
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    pdf.cell(text="locked")
    pdf.output(str(out))


if __name__ == "__main__":
    long, short, court = STORIES
    browser(court, HERE / "browser.pdf")
    typeset(court, HERE / "typeset.pdf")
    typeset(
        long, HERE / "columns.pdf", ".text { columns: 2; column-gap: 1cm; text-align: justify }"
    )
    canvas(long, HERE / "turned.pdf", "right")
    canvas(long, HERE / "lines_reversed.pdf", "lines")
    canvas(long, HERE / "as_typed.pdf", "typed")
    shaped(short, HERE / "shaped.pdf")
    scan(HERE / "scan.pdf")
    locked(short, HERE / "locked.pdf")
