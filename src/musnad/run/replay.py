"""What was known on a day: the links of the reports that had been published by then."""

from musnad.case.store import Case
from musnad.link import link
from musnad.model import Links


def known_on(case: Case, day: str) -> Links:
    """Return the links that a case would hold if it had been built on an ISO day.

    Of the reports published by the end of the day; one that does not say when it was published
    counts from the day it was added. What people decided since stands.
    """
    return case.as_decided(link(case.known_on(day), case.decided()))
