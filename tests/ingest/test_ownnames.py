"""A user's own list of names: read as spreadsheets write it, refused with the place."""

from pathlib import Path

import pytest

from musnad.errors import UsageError
from musnad.ingest.ownnames import read
from musnad.model import Label, OwnName

HEAD = "name,kind,english,variants"


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "my.csv"
    path.write_bytes(text.encode(encoding))
    return path


ROW = OwnName("كلفادور", Label.ORG, "Calvador", ("شركة كلفادور", "كالفادور"))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (f"{HEAD}\nكلفادور,ORG,Calvador,شركة كلفادور|كالفادور\n", "utf-8"),
        (f"{HEAD}\nكلفادور,ORG,Calvador,شركة كلفادور|كالفادور\n", "utf-8-sig"),
        ("Kind;Name;Variants;English\norg;كلفادور;شركة كلفادور | كالفادور;Calvador\n", "cp1256"),
        (
            "name\tkind\tenglish\tvariants\n\nكلفادور\tORG\tCalvador\tشركة كلفادور|كالفادور",
            "utf-16",
        ),
    ],
)
def test_a_list_is_read_as_spreadsheets_write_it(tmp_path: Path, text: str, encoding: str) -> None:
    assert read(written(tmp_path, text, encoding)) == (ROW,)


def test_english_and_variants_may_be_left_out(tmp_path: Path) -> None:
    assert read(written(tmp_path, "name,kind\nكلفادور,LOC\n")) == (OwnName("كلفادور", Label.LOC),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HEAD}\nكلفادور,ORG\nشلغوم,PERS\n", "line 3: kind is 'PERS'; give one of PER, ORG, LOC"),
        (f"{HEAD}\n,ORG\n", "line 2: '' is no name"),
        (f"{HEAD}\n12,ORG\n", "line 2: '12' is no name"),
        (f"{HEAD}\nكلفادور,ORG,,أ|...\n", "line 2: '...' is no name"),
        (f"{HEAD}\nكلفادور,ORG\nشلغوم,PER,,كلفادور\n", "line 3: كلفادور stands in line 2, too"),
        (f"{HEAD}\nأحمد,PER\nاحمد,PER\n", "line 3: احمد stands in line 2, too"),
        (f"{HEAD}\nكلفادور,ORG,a,b,c\n", "line 2: has 5 cells, the first line 4"),
        ("name,label\nكلفادور,ORG\n", "line 1: 'label' is no column"),
        ("name,english\nكلفادور,x\n", "line 1: lacks kind"),
        ("name,kind,name\nكلفادور,ORG,x\n", "line 1: names a column twice"),
        ("\n\n", "the first line names the columns: name,kind,english,variants"),
        (f"{HEAD}\n{'كلمة ' * 13},ORG\n", "has 13 words; 12 at most"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError, match=r"my\.csv") as e:
        read(path)
    assert expected in str(e.value)


def test_no_file_and_no_text_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.csv: can't be read"):
        read(tmp_path / "gone.csv")
    with pytest.raises(UsageError, match=r"my\.csv"):
        read(written(tmp_path, "\0\1\2\3" * 50, "latin-1"))
