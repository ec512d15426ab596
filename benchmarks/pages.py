"""How well extractors find the article of Arabic news pages, and how fast.

    uv run python benchmarks/pages.py [--pages FOLDER]

The pages are those of `tests/ingest/templates.py`: ten kinds of sites, three reports each. FOLDER
adds saved pages: `NAME.html` with the article's text in `NAME.txt`, or its first words in
`cleaned_text` of `NAME.json`. Precision and recall are of runs of four words (a shorter text is
one run), the mean over pages; `whole` counts the pages where both are 1.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

sys.path.insert(0, str(Path(__file__).parents[1]))
from musnad.ingest.decode import decode
from musnad.ingest.pages.body import body
from musnad.ingest.pages.tree import parsed
from tests.ingest.templates import KINDS, STORIES, page

RUN = 4


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its article; `whole` is false where only the beginning is known."""

    kind: str
    html: str
    article: str
    title: str = ""
    whole: bool = True


def templates() -> Iterator[Page]:
    """Yield the pages written for the tests."""
    for kind in KINDS:
        for story in STORIES:
            html, _ = decode(page(kind, story), kind, markup=True)
            yield Page(kind, html, "\n".join(story.body), story.title)


def saved(folder: Path) -> Iterator[Page]:
    """Yield the pages of a folder, each with what is known of its article."""
    for path in sorted(folder.glob("*.html")):
        html, _ = decode(path.read_bytes(), path.name, markup=True)
        text, data = path.with_suffix(".txt"), path.with_suffix(".json")
        if text.exists():
            yield Page("saved", html, text.read_text(encoding="utf-8"))
        elif data.exists():
            known = json.loads(data.read_text(encoding="utf-8"))["expected"]["cleaned_text"]
            yield Page("saved", html, known, whole=False)


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of words of a text."""
    words = text.split()
    last = max(1, len(words) - RUN + 1)
    return Counter(tuple(words[i : i + RUN]) for i in range(last)) if words else Counter()


def score(found: str, p: Page) -> tuple[float, float]:
    """Return precision and recall; of an article known in part, its end is not asked for.

    A line that is the title counts neither way: Musnad takes the title from elsewhere.
    """
    lines = (line for line in found.splitlines() if line.split() != p.title.split())
    got, want = runs("\n".join(lines)), runs(p.article)
    both = (got & want).total()
    recall = both / want.total()
    if not p.whole:
        return (recall, recall)
    return (both / got.total() if got else 0.0), recall


def _trafilatura(**options: bool) -> Callable[[str], str]:
    def run(html: str) -> str:
        got = trafilatura.bare_extraction(html, include_comments=False, **options)  # type: ignore[arg-type]
        return (getattr(got, "text", "") or "") if got is not None else ""

    return run


def _resiliparse(html: str) -> str:
    return extract_plain_text(
        html, main_content=True, alt_texts=False, comments=False, post_meta=False
    )


EXTRACTORS: dict[str, Callable[[str], str]] = {
    "trafilatura": _trafilatura(include_tables=False),
    "trafilatura, precision": _trafilatura(include_tables=False, favor_precision=True),
    "trafilatura, recall": _trafilatura(include_tables=False, favor_recall=True),
    "resiliparse": _resiliparse,
    "Musnad": lambda html: "\n".join(body(parsed(html)) or ()),
}


def main() -> None:
    """Print a row for each extractor, and one for each kind of page where it falls short."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--kinds", action="store_true", help="F1 of each kind, too")
    args = parser.parse_args()
    pages = [*templates(), *(saved(args.pages) if args.pages else ())]
    print(f"{'extractor':24}{'P':>8}{'R':>8}{'F1':>8}{'whole':>8}{'pages/s':>9}")
    for name, extract in EXTRACTORS.items():
        extract(pages[0].html)
        start = time.perf_counter()
        found = [extract(p.html) for p in pages]
        rate = len(pages) / (time.perf_counter() - start)
        scores = [score(f, p) for f, p in zip(found, pages, strict=True)]
        precision, recall = (sum(s[i] for s in scores) / len(scores) for i in (0, 1))
        f1 = 2 * precision * recall / (precision + recall)
        whole = sum(s == (1, 1) for s in scores)
        print(f"{name:24}{precision:8.3f}{recall:8.3f}{f1:8.3f}{whole:8}{rate:9.1f}")
        for kind in dict.fromkeys(p.kind for p in pages) if args.kinds else ():
            own = [s for s, p in zip(scores, pages, strict=True) if p.kind == kind]
            print(f"    {kind:20}" + "  ".join(f"{a:.2f}/{b:.2f}" for a, b in own))


if __name__ == "__main__":
    main()
