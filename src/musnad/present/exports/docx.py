"""DOCX: a chronology to hand on, with a footnote that quotes the sentence of every line.

python-docx lays out the document; footnotes, which it has none of, are a part of their own
(ECMA-376 17.11). Arabic is set right to left run by run, so that neither direction moves the
other's words.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml.etree import _Element, tostring

from musnad.present.bidi import FSI, PDI, marked, visible
from musnad.present.exports.contents import Contents, Note, heading, paragraphs
from musnad.present.exports.contents import Paragraph as Line
from musnad.present.labels import Lang, label, phrase
from musnad.present.paths import carried_by

_FONT = "Arial"
"""Latin and Arabic both, and everywhere."""

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_ISOLATED = re.compile(f"{FSI}([^{FSI}{PDI}]*){PDI}")
_NOT_XML = re.compile("[\ufffe\uffff]")


def write(contents: Contents, path: Path) -> None:
    """Write the chronology, its undated entries after it, and the list of reports."""
    made = _Chronology(contents.lang)
    made.head(heading(contents), "Title")
    dated, undated = paragraphs(contents)
    for line in dated:
        made.line(line)
    if undated:
        made.head(phrase("undated", contents.lang), "Heading 1")
    for line in undated:
        made.line(line)
    made.head(label("sheet", "reports", contents.lang), "Heading 1")
    for report in contents.reports():
        origin = carried_by((report,), contents.lang)
        parts = (origin, f"{FSI}{report.title or report.path}{PDI}", report.url or "")
        made.text("List Bullet", " · ".join(p for p in parts if p))
    made.save(path)


class _Chronology:
    """A document under construction, in one language's direction."""

    def __init__(self, lang: Lang) -> None:
        self._rtl = lang is Lang.AR
        self._document: Document = docx.Document()
        self._notes = _Footnotes(self._rtl)
        self._document.core_properties.author = "Musnad"
        self._document.core_properties.language = lang.value
        _set_styles(self._document)
        if self._rtl:
            section = self._document.sections[0]._sectPr
            section.append(OxmlElement("w:bidi"))

    def head(self, text: str, style: str) -> None:
        """Add a heading; it is the document's title where its style is `Title`."""
        if style == "Title":
            self._document.core_properties.title = _clean(text)
        self.text(style, text)

    def text(self, style: str, text: str) -> Paragraph:
        """Add a paragraph."""
        paragraph = self._document.add_paragraph(style=style)
        self._directed(paragraph._p)
        paragraph._p.extend(_runs(text, self._rtl))
        return paragraph

    def line(self, line: Line) -> None:
        """Add an entry: its date, what it tells, on whose word, and its footnotes."""
        paragraph = self._document.add_paragraph()
        self._directed(paragraph._p)
        if line.date:
            paragraph._p.extend(_runs(f"{line.date} — ", self._rtl, style="Strong"))
        said = f" ({line.according_to})" if line.according_to else ""
        paragraph._p.extend(_runs(line.facts + said, self._rtl))
        for n, note in enumerate(line.notes):
            paragraph._p.extend(_run(",", self._rtl, "FootnoteReference") if n else ())
            paragraph._p.append(self._notes.add(note))

    def save(self, path: Path) -> None:
        """Write the document with its footnotes."""
        package = self._document.part.package
        blob = tostring(self._notes.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._document.save(str(path))

    def _directed(self, paragraph: _Element) -> None:
        if self._rtl:
            paragraph.get_or_add_pPr().append(OxmlElement("w:bidi"))


class _Footnotes:
    """The footnotes part: two separators that Word wants, then the notes in order."""

    def __init__(self, rtl: bool) -> None:
        self._rtl = rtl
        self._count = 0
        self.root = parse_xml(
            f"<w:footnotes {nsdecls('w')}>"
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
            '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
            "<w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>"
        )

    def add(self, note: Note) -> _Element:
        """Add a note and return the run that refers to it."""
        self._count += 1
        footnote = OxmlElement("w:footnote", {qn("w:id"): str(self._count)})
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        properties.append(OxmlElement("w:pStyle", {qn("w:val"): "FootnoteText"}))
        if self._rtl:
            properties.append(OxmlElement("w:bidi"))
        paragraph.append(properties)
        paragraph.append(_mark(OxmlElement("w:footnoteRef")))
        address = f" · {note.url}" if note.url else ""
        text = f" {FSI}«{note.quote}»{PDI} — {note.origin}{address}"
        paragraph.extend(_runs(text, self._rtl))
        footnote.append(paragraph)
        self.root.append(footnote)
        return _mark(OxmlElement("w:footnoteReference", {qn("w:id"): str(self._count)}))


def _mark(of: _Element) -> _Element:
    run, properties = OxmlElement("w:r"), OxmlElement("w:rPr")
    properties.append(OxmlElement("w:rStyle", {qn("w:val"): "FootnoteReference"}))
    run.extend((properties, of))
    return run


def _set_styles(document: Document) -> None:
    """Set one font for both scripts, and make the styles of footnotes."""
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(11)
    for name in ("Normal", "Title", "Heading 1"):
        fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), _FONT)
    text = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.element.set(qn("w:styleId"), "FootnoteText")
    text.base_style, text.font.size = normal, Pt(9)
    text.paragraph_format.space_after = Pt(2)
    size = OxmlElement("w:szCs", {qn("w:val"): "18"})
    text.element.get_or_add_rPr().append(size)
    mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.element.set(qn("w:styleId"), "FootnoteReference")
    mark.font.superscript = True


def _runs(text: str, rtl: bool, style: str = "") -> Iterator[_Element]:
    """Yield the runs of a text: each isolate one of its own direction, the rest the line's."""
    at, mark = 0, marked(PDI, rtl)
    for found in _ISOLATED.finditer(text):
        yield from _run(text[at : found.start()] + mark, rtl, style)
        yield from _run(found[1], _is_rtl(found[1], rtl), style)
        at = found.end()
    yield from _run((mark if at else "") + text[at:], rtl, style)


def _is_rtl(text: str, otherwise: bool) -> bool:
    """Say whether the first strong character is one of a right-to-left script (UAX #9, P2)."""
    strong = (d for c in text if (d := unicodedata.bidirectional(c)) in {"L", "R", "AL"})
    return {"L": False, "R": True, "AL": True}.get(next(strong, ""), otherwise)


def _run(text: str, rtl: bool, style: str = "") -> Iterator[_Element]:
    if not text:
        return
    run, properties, words = OxmlElement("w:r"), OxmlElement("w:rPr"), OxmlElement("w:t")
    if style:
        properties.append(OxmlElement("w:rStyle", {qn("w:val"): style}))
    if rtl:
        properties.append(OxmlElement("w:rtl"))
        properties.append(OxmlElement("w:lang", {qn("w:bidi"): "ar-SA"}))
    words.text = _clean(text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.extend((properties, words))
    yield run


def _clean(text: str) -> str:
    """Return the text as XML can hold it, whoever wrote it."""
    return _NOT_XML.sub("\ufffd", visible(text.replace(FSI, "").replace(PDI, "")))
