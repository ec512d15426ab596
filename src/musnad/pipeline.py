"""The annotators in order, and the check that each finds what it needs.

A pipeline is a tuple of steps; a step takes a document and returns it with one more layer.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from musnad.annotate import attributions, events, metadata, names, quantities, times, zones
from musnad.annotate.page.footers import is_link
from musnad.errors import PipelineError
from musnad.model import Document, OwnName
from musnad.text.sentences import annotate_zones

Annotator = Callable[[Document], Document]


@dataclass(frozen=True, slots=True)
class Step:
    """One annotator, the layers it reads and the layer it gives."""

    run: Annotator
    needs: tuple[str, ...]
    gives: str


def _sentences(doc: Document) -> Document:
    """Return the document with its sentences, without links that end a line of the report."""
    found = annotate_zones(doc.text, doc.zones)
    return replace(doc, sentences=tuple(s for s in found if not is_link(s.span.of(doc.text))))


STEPS: tuple[Step, ...] = (
    Step(zones.annotate, (), "zones"),
    Step(metadata.annotate, ("zones",), "metadata"),
    Step(_sentences, ("zones",), "sentences"),
    Step(names.annotate, ("zones", "sentences"), "mentions"),
    Step(times.annotate, ("metadata", "sentences"), "timexes"),
    Step(attributions.annotate, ("sentences", "mentions", "timexes"), "attributions"),
    Step(quantities.annotate, ("sentences", "timexes", "mentions", "attributions"), "quantities"),
    Step(
        events.annotate,
        ("sentences", "mentions", "timexes", "quantities", "attributions"),
        "events",
    ),
)


def check(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps if each finds its needs given before it.

    Raises:
        PipelineError: naming the step and the layer that it lacks.
    """
    given: set[str] = set()
    for step in steps:
        lacking = set(step.needs) - given
        if lacking:
            raise PipelineError(
                f"{step.gives} needs {', '.join(sorted(lacking))}: put the step that gives it first"
            )
        given.add(step.gives)
    return steps


def annotate(doc: Document, steps: tuple[Step, ...] = check(STEPS)) -> Document:
    """Return the document with all its layers; one not in Arabic comes back as it is."""
    if doc.lang != "ar":
        return doc
    for step in steps:
        doc = step.run(doc)
    return doc


def annotator(own: tuple[OwnName, ...]) -> Annotator:
    """Return `annotate`, or the same with the user's names taken wherever they stand."""
    return partial(annotate, steps=_steps_with(own)) if own else annotate


@lru_cache(maxsize=8)
def _steps_with(own: tuple[OwnName, ...]) -> tuple[Step, ...]:
    taken = partial(names.annotate, own=own)
    return tuple(replace(s, run=taken) if s.run is names.annotate else s for s in STEPS)
