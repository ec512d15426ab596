"""Where the example story is: beside the code in a checkout, inside the package otherwise."""

from pathlib import Path

from musnad.errors import MusnadError

_PLACES = (
    Path(__file__).parents[3] / "examples" / "talks",
    Path(__file__).parents[1] / "examples" / "talks",
)


def talks() -> Path:
    """Return the folder of the example reports.

    Raises:
        MusnadError: when this installation has none.
    """
    for place in _PLACES:
        if place.is_dir():
            return place
    raise MusnadError(
        "examples/talks: not in this installation; reinstall with: pip install -U musnad"
    )
