"""Light stems of Arabic words, for search: what differs only in article, clitics and ending.

After light10 (Larkey, Ballesteros & Connell 2007, doi:10.1007/978-1-4020-6046-5_12), with two
differences. A single letter that may be a proclitic or the word's own (`و` of `وزير`, `ل` of
`لبنان`) is kept in the stem and left out in a second one, so that neither reading is lost. And
endings are taken off until none is left, so that `فلسطين` and `الفلسطينيين` meet.
"""

from functools import lru_cache

_ARTICLES = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "بال", "كال", "فال", "لل", "ال")
_ENDINGS = (
    "تهما", "هما", "تها", "تهم", "ته", "ها", "هم", "نا", "ات", "ون", "ين", "ان", "وا", "يه",
    "ه", "ي", "ت",
)  # fmt: skip
_LEAST = 3
_LEAST_BEFORE = {"ان": 4}
_HAMZAS = str.maketrans("ؤئ", "ءء")


@lru_cache(maxsize=1 << 16)
def stem(form: str) -> str:
    """Return the stem of a folded word: article and ending off.

    >>> stem("الفلسطينيين") == stem("فلسطين"), stem("والهدنه") == stem("هدن")
    (True, True)
    >>> stem("وزير"), stem("لبنان")
    ('وزير', 'لبنان')
    """
    return _without_ending(_without_article(spelled(form)))


@lru_cache(maxsize=1 << 16)
def bare(form: str) -> str:
    """Return the stem with leading letters off that may be conjunction or preposition.

    >>> bare("ولحماس"), bare("للبنان"), bare("لالمانيا") == stem("المانيا")
    ('حماس', 'لبنان', True)
    """
    form = spelled(form)
    if form.startswith("لل") and len(form) > _LEAST + 2:
        return _without_ending(form[1:])
    for letters in ("وف", "بلك"):
        if form[0] in letters and len(form) > _LEAST and not form.startswith(_ARTICLES):
            form = form[1:]
    return _without_ending(_without_article(form))


def spelled(form: str) -> str:
    """Return folded words as their stems spell them: hamza alone, whatever carries it."""
    return form.casefold().translate(_HAMZAS)


def _without_article(form: str) -> str:
    for article in _ARTICLES:
        if form.startswith(article) and len(form) >= len(article) + _LEAST:
            return form[len(article) :]
    return form


def _without_ending(form: str) -> str:
    found = True
    while found:
        found = False
        for ending in _ENDINGS:
            least = _LEAST_BEFORE.get(ending, _LEAST)
            if form.endswith(ending) and len(form) >= len(ending) + least:
                form, found = form[: -len(ending)], True
                break
    return form
