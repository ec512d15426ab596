"""Telegram Desktop's export: the fields it writes (version 5), channels, groups, whole accounts."""

import json
from pathlib import Path

import musnad
from musnad.ingest import telegram
from musnad.ingest.given import Row
from musnad.model import Document, Failure
from musnad.run.local import build

FIRST = "وصل وفد إقليم الجبل الأزرق إلى السهلية مساء أمس لاستئناف المحادثات، وقال رئيسه إنها مهمة."
EDITED = "انقطعت المياه عن خمسة أحياء في مرسى الطيور منذ فجر اليوم، بحسب ما أعلنت مؤسسة المياه."


def message(number: int, text: object, **more: object) -> dict[str, object]:
    return {
        "id": number,
        "type": "message",
        "date": f"2025-09-0{number}T21:15:00",
        "date_unixtime": "1757268900",
        "from": "قناة النسيم",
        "from_id": "channel1500000001",
        "text": text,
        "text_entities": [],
        **more,
    }


def channel(*messages: dict[str, object], kind: str = "public_channel") -> dict[str, object]:
    return {"name": "قناة النسيم", "type": kind, "id": 1500000001, "messages": list(messages)}


def written(path: Path, data: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


MESSAGES = (
    {"id": 9, "type": "service", "date": "2025-09-01T00:00:00", "action": "create_channel",
     "title": "قناة النسيم", "text": "", "text_entities": []},
    message(1, [{"type": "bold", "text": "عاجل | "}, FIRST, {"type": "hashtag", "text": "#الجبل"}]),
    message(2, EDITED, edited="2025-09-04T08:00:00", edited_unixtime="1757000000"),
    message(3, FIRST + " وأكد ذلك شاهد.", forwarded_from="وكالة السروة", author="ن. صعب"),
    message(4, "", photo="photos/photo_1.jpg", width=10, height=10),
)  # fmt: skip


def documents(path: Path) -> dict[str, Document]:
    found = musnad.annotate_files([path], workers=1)
    return {d.path: d for d in found if isinstance(d, Document)}


def test_a_channels_messages_are_reports(tmp_path: Path) -> None:
    docs = documents(written(tmp_path / "result.json", channel(*MESSAGES)))
    link = "https://t.me/c/1500000001/"
    assert list(docs) == [link + "1", link + "2", link + "3"]
    first, edited, forwarded = docs.values()
    assert first.text == f"عاجل | {FIRST}#الجبل"
    assert (first.outlet, first.published, first.url) == ("قناة النسيم", "2025-09-01", link + "1")
    assert first.updated is None
    assert edited.updated == "2025-09-04"
    assert (forwarded.via, forwarded.byline) == ("وكالة السروة", "ن. صعب")
    assert {s.field: s.by for s in forwarded.stated}["via"] == ("given",)


def test_an_export_folder_is_read_without_its_media(tmp_path: Path) -> None:
    folder = tmp_path / "ChatExport_2025-09-08"
    written(folder / "result.json", channel(*MESSAGES))
    (folder / "photos").mkdir()
    (folder / "photos" / "photo_1.jpg").write_bytes(b"\xff\xd8")
    found = list(musnad.annotate_files([folder], workers=1))
    assert len(found) == 3
    assert not any(isinstance(f, Failure) for f in found)


def test_a_later_export_adds_what_is_new_and_keeps_both_wordings(tmp_path: Path) -> None:
    case = tmp_path / "c.musnad"
    build([written(tmp_path / "a" / "result.json", channel(*MESSAGES[:3]))], case)
    changed = message(2, EDITED.replace("خمسة", "سبعة"), edited="2025-09-05T08:00:00")
    later = written(tmp_path / "b" / "result.json", channel(MESSAGES[1], changed, MESSAGES[3]))
    summary = build([later], case)
    assert (summary.added, summary.held) == (2, 1)
    assert summary.changed == ("https://t.me/c/1500000001/2",)


def test_in_a_group_the_sender_is_the_writer(tmp_path: Path) -> None:
    sent = message(1, FIRST) | {"from": "هالة نصر"}
    path = written(tmp_path / "result.json", channel(sent, kind="private_supergroup"))
    (doc,) = documents(path).values()
    assert (doc.outlet, doc.byline) == ("قناة النسيم", "هالة نصر")


def test_a_whole_account_gives_each_chats_messages(tmp_path: Path) -> None:
    data = {"about": "Here is the data you requested.", "chats": {"list": [channel(MESSAGES[1])]}}
    assert len(documents(written(tmp_path / "result.json", data))) == 1


def test_other_json_and_broken_messages_are_named(tmp_path: Path) -> None:
    other = telegram.rows(written(tmp_path / "other.json", {"version": 1}))
    assert [f.reason for f in other if isinstance(f, Failure)] == [
        "holds no messages; export the chat of Telegram Desktop as JSON"
    ]
    broken = {"id": "x", "type": "message", "text": 5}
    rows = list(telegram.rows(written(tmp_path / "r.json", channel(broken, MESSAGES[1]))))
    assert isinstance(rows[0], Failure)
    assert isinstance(rows[1], Row)
    cut = tmp_path / "cut.json"
    cut.write_text('{"name": "x", "messages": [{"id"', encoding="utf-8")
    assert "no export of Telegram" in "".join(
        f.reason for f in telegram.rows(cut) if isinstance(f, Failure)
    )
