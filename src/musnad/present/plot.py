"""Series of figures as a chart: SVG, PNG, or one HTML page that needs no network.

Drawn by Altair through vl-convert (the extra `musnad[plot]`), loaded only when asked for.
A point stands at the day its figure was true, else at its report's publication.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Literal, TypedDict, cast

from musnad.errors import MusnadError, UsageError
from musnad.model import Bound, FigurePoint, FigureSeries
from musnad.present.bidi import visible
from musnad.present.figures import mark, number, title
from musnad.present.glosses import named
from musnad.present.labels import Lang, label, phrase
from musnad.present.paths import path
from musnad.present.placing import Frame, Spot, placed
from musnad.present.terminal import ISOLATES

if TYPE_CHECKING:
    import altair as alt

_ENDINGS = (".svg", ".png", ".html")
# Each of these writes Arabic, Latin and digits alike: no line changes its face within itself.
_FONT = "DejaVu Sans, Tahoma, Arial, Noto Sans Arabic, sans-serif"
_WIDTH, _HEIGHT, _LOW = 760, 240, 120
_DAYS_APART, _CAPTION = 80.0, 100
_SIGNS = {Bound.MORE_THAN: ">", Bound.AT_LEAST: "≥", Bound.LESS_THAN: "<", Bound.AT_MOST: "≤"}
_SHAPES = {">": "triangle-up", "≥": "triangle-up", "<": "triangle-down", "≤": "triangle-down"}
_PLAIN, _CONTESTED = "#1f4e79", "#c0392b"
_RLM, _LRI, _PDI = "\u200f", "\u2066", "\u2069"
_TIPS = (
    ("outlet", "value"),
    ("dated_by", "date"),
    ("chain", "chain"),
    ("mark", "mark"),
    ("text", "sentence"),
)
_MOST_SERIES = 12
_UNDATED_SHOWN = 4
_LONG = 160


class Row(TypedDict):
    """One point as the chart reads it; times are ISO days."""

    series: str
    date: str
    value: float
    low: float
    high: float
    label: str
    outlet: str
    chain: str
    dated_by: str
    mark: str
    contested: bool
    shape: str
    text: str


def check(path: Path) -> None:
    """Check, before any work, that a chart can be drawn to a file of this name.

    Raises:
        UsageError: when the ending is none of `.svg`, `.png`, `.html`.
        MusnadError: when the extra is not installed.
    """
    if path.suffix.lower() not in _ENDINGS:
        raise UsageError(f"--plot {path}: give a file that ends in .svg, .png or .html")
    try:
        import altair  # noqa: F401, PLC0415
        import vl_convert  # noqa: F401, PLC0415
    except ImportError as e:
        raise MusnadError(
            f"--plot {path}: needs Altair and vl-convert; pip install 'musnad[plot]'"
        ) from e


def save(found: Sequence[FigureSeries], path: Path, lang: Lang) -> None:
    """Draw series to a file in the format of its ending, each in a panel of its own.

    Raises:
        UsageError: when there is nothing to draw, or too much for one chart.
        MusnadError: when the extra is not installed or the file can't be written.
    """
    check(path)
    if not any(True for one in found for _ in rows(one, lang)):
        raise UsageError(f"--plot {path}: no dated figure to draw; choose other series")
    if len(found) > _MOST_SERIES:
        raise UsageError(
            f"--plot {path}: {len(found)} series are too many for one chart (at most "
            f"{_MOST_SERIES}); narrow them with --measure, --population or --place"
        )
    data = _rendered(chart(found, lang), path.suffix.lower(), lang)
    try:
        path.write_bytes(data)
    except OSError as e:
        raise MusnadError(f"--plot {path}: can't be written ({e.strerror})") from e


def _rendered(drawing: "alt.VConcatChart", ending: str, lang: Lang) -> bytes:
    import vl_convert  # noqa: PLC0415

    spec = drawing.to_json(indent=None)
    if ending == ".png":
        return vl_convert.vegalite_to_png(spec, scale=2)
    if ending == ".svg":
        return vl_convert.vegalite_to_svg(spec).encode()
    page = vl_convert.vegalite_to_html(spec, bundle=True)
    direction = "rtl" if lang is Lang.AR else "ltr"
    return page.replace("<html>", f'<html lang="{lang}" dir="{direction}">', 1).encode()


def rows(one: FigureSeries, lang: Lang) -> Iterator[Row]:
    """Yield the dated points of a series as the chart reads them; one label a spot."""
    spots = Counter((_when(p), p.value) for p in one.points)
    for i, p in enumerate(one.points):
        date = _when(p)
        if date is None:
            continue
        by = label("column", "as_of" if p.as_of else "published", lang)
        against = _plain(mark(one, i, lang))
        sign = "~" if p.bound is Bound.ABOUT else _SIGNS.get(p.bound, "")
        told = f"{_LRI}{sign}{number(p.value)}{_PDI}" if sign else number(p.value)
        words = f"{_outlet(p, lang)} {told}".strip()
        here = spots.pop((date, p.value), 0)
        others = f" (+{here - 1})" if here > 1 else ""
        yield Row(
            series=heading(one, lang),
            date=date[:10],
            value=p.value,
            low=p.value if p.low is None else p.low,
            high=p.value if p.high is None else p.high,
            label=_directed(words + others, lang) if here else "",
            outlet=words,
            chain=_plain(path(p.chain, lang)),
            dated_by=f"{by}: {date}",
            mark=against,
            contested=bool(against),
            shape=_SHAPES.get(sign, "circle"),
            text=visible(" ".join(p.text.split()))[:_LONG],
        )


def _when(p: FigurePoint) -> str | None:
    return p.as_of or p.published


def heading(one: FigureSeries, lang: Lang) -> str:
    """Return a series' title as plain text."""
    return _plain(title(one, lang))


def caption(found: Sequence[FigureSeries], lang: Lang) -> list[str]:
    """Return what the chart leaves out or takes for granted, a line each."""
    lines = [phrase("plot_dated", lang)]
    undated = [p for one in found for p in one.points if not (p.as_of or p.published)]
    if undated:
        shown = [f"{number(p.value)} ({_outlet(p, lang)})" for p in undated[:_UNDATED_SHOWN]]
        more = len(undated) - len(shown)
        listed = ("، " if lang is Lang.AR else ", ").join(shown) + (f" +{more}" if more else "")
        lines.append(phrase("plot_undated", lang, points=listed))
    return lines


def _outlet(p: FigurePoint, lang: Lang) -> str:
    return visible(named(p.chain[0], lang)) if p.chain else phrase("unknown_outlet", lang)


def _plain(text: str) -> str:
    return ISOLATES.sub("", text)


def chart(found: Sequence[FigureSeries], lang: Lang) -> "alt.VConcatChart":
    """Return series as an Altair chart: a panel each, one below the other."""
    import altair as alt  # noqa: PLC0415

    panels = [_panel(one, points, lang) for one in found if (points := list(rows(one, lang)))]
    whole = alt.vconcat(
        *panels, _caption(found, lang), usermeta={"embedOptions": {"actions": False}}
    )
    drawn = whole.configure(font=_FONT, background="white").configure_view(stroke="#ddd")
    return cast("alt.VConcatChart", drawn)


def _caption(found: Sequence[FigureSeries], lang: Lang) -> "alt.Chart":
    """The caption as a panel of text: lines of a title fall on each other from right to left."""
    import altair as alt  # noqa: PLC0415

    lines = [part for line in caption(found, lang) for part in wrap(line, _CAPTION)]
    data = [{"line": _directed(line, lang), "row": i} for i, line in enumerate(lines)]
    right = lang is Lang.AR
    words = alt.Chart(_data(data), width=_WIDTH, height=18 * len(lines), view={"stroke": None})
    words = words.mark_text(align="right" if right else "left", fontSize=11, color="#555")
    x = alt.value(_WIDTH if right else 0)
    return cast("alt.Chart", words.encode(x=x, y=alt.Y("row:O", axis=None), text="line:N"))


def panel(one: FigureSeries, lang: Lang) -> "alt.LayerChart":
    """Return one series as a chart without heading and caption, for a page that has its own."""
    drawn = _panel(one, list(rows(one, lang)), lang)
    drawn.title, drawn.background = "", "transparent"
    return cast("alt.LayerChart", drawn.configure(font=_FONT).configure_view(strokeWidth=0))


def _start(lang: Lang) -> Literal["start", "end"]:
    """Return the end of a line at which the language starts."""
    return "end" if lang is Lang.AR else "start"


def _directed(line: str, lang: Lang) -> str:
    """Return a line that keeps the language's direction where the drawing has no other."""
    return f"{_RLM}{line}{_RLM}" if lang is Lang.AR else line


def _panel(one: FigureSeries, points: list[Row], lang: Lang) -> "alt.LayerChart":
    import altair as alt  # noqa: PLC0415

    days = sorted({r["date"] for r in points})
    numbers = [n for r in points for n in (r["value"], r["low"], r["high"])]
    height = _HEIGHT if len({(r["date"], r["value"]) for r in points}) > 1 else _LOW
    frame = Frame.of(days, numbers, _WIDTH, height)
    time = alt.X(
        "date:T",
        title=None,
        scale=alt.Scale(type="utc", padding=frame.margin),
        axis=alt.Axis(
            values=frame.spaced(days, _DAYS_APART), format="%Y-%m-%d", labelAngle=0, grid=False
        ),
    )
    scale = alt.Scale(domain=[frame.low, frame.high], nice=False, zero=False)
    axis = alt.Axis(format=",~f", tickCount=5, orient="right" if lang is Lang.AR else "left")
    count, low, beside = (
        alt.Y(f"{n}:Q", title=None, scale=scale, axis=axis) for n in ("value", "low", "at")
    )
    shown = list(_alike(points))
    base = alt.Chart(_data(shown))
    color = alt.condition("datum.contested", alt.value(_CONTESTED), alt.value(_PLAIN))
    tip = [alt.Tooltip(f"{n}:N", title=label("column", id, lang)) for n, id in _TIPS]
    line = alt.Chart(_data(list(best(points))))
    line = line.mark_line(color="#9bb4cc", strokeWidth=1.5, interpolate="step-after")
    bars = base.mark_rule(color="#7f8c8d", strokeWidth=2)
    layers = alt.layer(
        line.encode(time, count),
        bars.encode(time, low, alt.Y2("high:Q")),
        *(
            alt.Chart(_data([r for r in shown if r["shape"] == shape]))
            .mark_point(filled=True, size=70, opacity=1, shape=shape)
            .encode(time, count, color=color, tooltip=tip)
            for shape in sorted({r["shape"] for r in shown})
        ),
        *(
            alt.Chart(_data(labels))
            .mark_text(dx=9 if right else -9, align="left" if right else "right", fontSize=10)
            .encode(time, beside, text="label:N", color=color)
            for right, labels in _labels(points, frame)
        ),
    )
    head = alt.TitleParams(_directed(heading(one, lang), lang), anchor=_start(lang), fontSize=14)
    layers.title, layers.width, layers.height = head, _WIDTH, height
    return cast("alt.LayerChart", layers)


def _data(values: Sequence[Mapping[str, object]]) -> "alt.Data":
    import altair as alt  # noqa: PLC0415

    return alt.Data(values=[{**v} for v in values])  # type: ignore[no-untyped-call]


def _alike(points: Sequence[Row]) -> Iterator[Row]:
    """Yield the points; those of one spot look alike, and what is contested lies on top."""
    spots: dict[tuple[str, float], list[Row]] = {}
    for r in points:
        spots.setdefault((r["date"], r["value"]), []).append(r)
    for here in sorted(spots.values(), key=lambda here: any(r["contested"] for r in here)):
        contested = any(r["contested"] for r in here)
        shape = Counter(r["shape"] for r in here).most_common(1)[0][0]
        for r in here:
            yield {**r, "contested": contested, "shape": shape}


def best(points: Sequence[Row]) -> Iterator[Row]:
    """Yield one point a day for the line: what most reports give and nothing tells against."""
    fitting = sorted((r for r in points if not r["contested"]), key=lambda r: r["date"])
    for _, day in groupby(fitting, key=lambda r: r["date"]):
        rows_of_day = list(day)
        told = Counter(r["value"] for r in rows_of_day)
        yield max(rows_of_day, key=lambda r: (told[r["value"]], r["value"]))


def _labels(points: Sequence[Row], frame: Frame) -> Iterator[tuple[bool, list[dict[str, object]]]]:
    """Yield the words at the right of their points, then those at the left."""
    told = Counter((r["date"], r["value"]) for r in points)
    labelled = sorted((r for r in points if r["label"]), key=lambda r: -told[r["date"], r["value"]])
    contested = {(r["date"], r["value"]) for r in points if r["contested"]}
    line = [(r["date"], r["value"]) for r in best(points)]
    where = placed([Spot(r["date"], r["value"], r["label"]) for r in labelled], frame, line)
    for right in (True, False):
        found: list[dict[str, object]] = [
            {
                "date": p.spot.day,
                "at": p.value,
                "label": p.spot.words,
                "contested": (p.spot.day, p.spot.number) in contested,
            }
            for p in where
            if p.right is right
        ]
        if found:
            yield right, found
