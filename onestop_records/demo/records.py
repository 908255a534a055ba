"""The association's records as values and files, before any service has seen them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from onestop_records.demo import files
from onestop_records.demo.papers import CASES, COMPLAINTS, FIRMS, GOODS, PAPERS, PHOTOS, TOPICS, Paper

CLASSIFIED = {"confidential": "5年", "secret": "10年", "top_secret": "20年"}
# Who captures what a unit makes.
CAPTURERS = {
    "LDXZ": "manager",
    "MSC": "archivist",
    "BGS": "archivist",
    "QYB": "staff",
    "XXB": "staff2",
    "ZJZ": "staff2",
}


@dataclass
class Draft:
    """A record to be made: who captures it, its values, files (name, bytes), and how far it goes."""

    capturer: str
    values: dict[str, Any]
    files: list[tuple[str, bytes]] = field(default_factory=list)
    state: str = "filed"
    items: list["Draft"] = field(default_factory=list)


def drafts() -> Iterator[Draft]:
    """All records, in the order in which they are made."""
    yield from _documents()
    yield from _photos()
    yield from _recordings()
    yield from _volumes("complaint_file", "ZY·TS", 9)
    yield from _volumes("case_file", "ZY·BJ", 9)


def _words(turn: int, year: int) -> dict[str, Any]:
    return {
        "year": year,
        "firm": FIRMS[turn % len(FIRMS)],
        "goods": GOODS[(turn * 3 + year) % len(GOODS)],
        "n": turn % 4 + 1,
        "term": (year - 2015) // 4 + 1,
        "month": f"{(turn * 5 + year) % 12 + 1:02}",
    }


def _paragraphs(first: str, turn: int) -> list[str]:
    return [first, *(TOPICS[(turn * 3 + step * 7) % len(TOPICS)] for step in range(3))]


def _documents() -> Iterator[Draft]:
    for turn, (paper, year) in enumerate((p, y) for p in PAPERS for y in p.years):
        yield _document(paper, year, turn)


def _document(paper: Paper, year: int, turn: int) -> Draft:
    words = _words(turn, year)
    title = paper.title.format(**words)
    values: dict[str, Any] = {
        "type": "document",
        "title": title,
        "date": f"{year}-{paper.day.format(**words)}",
        "creator": "文具行业协会",
        "category": paper.category,
        "unit": paper.unit,
        "retention": paper.retention,
        "carrier": paper.carrier,
        "keywords": [words["goods"], words["firm"]],
        **_grade(paper.grade),
    }
    if paper.number:
        values["document_number"] = paper.number.format(**words)
    if paper.carrier != "electronic":
        values["pages"] = turn % 12 + 2
        values["place"] = {
            "room": "101库房",
            "cabinet": f"{turn % 4 + 1}柜",
            "box": f"{year}-{turn % 5 + 1}盒",
        }
    found = []
    if paper.form != "none":
        suffix, make = files.FORMS[paper.form]
        found.append((f"{title}.{suffix}", make(title, _paragraphs(paper.text.format(**words), turn))))
    draft = Draft(_capturer(paper), values, found)
    if year >= 2025:
        draft.state = ("filed", "accepted", "submitted", "captured", "filed", "returned")[turn % 6]
    return draft


def _capturer(paper: Paper) -> str:
    """Nobody captures above their own clearance: what is graded higher comes from the manager."""
    usual = CAPTURERS[paper.unit]
    cleared = paper.grade not in CLASSIFIED or (paper.grade == "confidential" and usual == "archivist")
    return usual if cleared else "manager"


def _photos() -> Iterator[Draft]:
    for turn in range(24):
        year = 2019 + turn % 8
        title, where, event = (text.format(**_words(turn, year)) for text in PHOTOS[turn % len(PHOTOS)])
        day = f"{year}-{turn % 12 + 1:02}-{turn + 1:02}"
        kind, suffix = ("PNG", "png") if turn % 8 == 7 else ("JPEG", "jpg")
        content = files.picture(turn, day.replace("-", ":") + " 09:30:00" if kind == "JPEG" else "", kind)
        values = {
            "type": "photo",
            "title": title,
            "date": day,
            "creator": "企业服务部",
            "photographer": "周文静",
            "location": where,
            "event": event,
            "category": "ZP",
            "unit": "QYB",
            "retention": "Y" if turn % 3 else "D30",
            **_grade("public" if turn % 4 else "internal"),
        }
        yield Draft(
            "staff", values, [(f"{title}.{suffix}", content)], "filed" if year < 2026 else "submitted"
        )


def _recordings() -> Iterator[Draft]:
    for turn in range(8):
        year = 2019 + turn
        kind, category, suffix, make = (
            ("audio", "LY", "wav", files.sound) if turn % 2 else ("video", "LX", "webm", files.video)
        )
        title = f"{year}年会员大会{'录音' if kind == 'audio' else '录像'}（片段）"
        values = {
            "type": kind,
            "title": title,
            "date": f"{year}-03-20",
            "creator": "信息管理部",
            "recorder": "吴志远",
            "location": "协会会议室",
            "category": category,
            "unit": "XXB",
            "retention": "D30" if kind == "audio" else "Y",
            **_grade("internal"),
        }
        yield Draft(
            "staff2", values, [(f"{title}.{suffix}", make(turn))], "filed" if year < 2026 else "captured"
        )


def _volumes(kind: str, category: str, count: int) -> Iterator[Draft]:
    for turn in range(count):
        year = 2021 + turn % 6
        words = _words(turn, year)
        capturer = "clerk" if turn % 2 else "clerk2"
        common = {"category": category, "unit": "QYB", "retention": "D10", "creator": "企业服务部"}
        common |= {"date": f"{year}-05-{turn + 10}", **_grade("internal")}
        if kind == "complaint_file":
            title, channel, outcome = COMPLAINTS[turn % len(COMPLAINTS)]
            own = {"channel": channel, "signed": True, "data_category": "personal"}
            own |= {"received": f"{year}-05-{turn + 10}", "closed": f"{year}-06-{turn + 10}"}
            papers = ["投诉登记表", "调查记录", "答复意见"]
        else:
            title, matter = CASES[turn % len(CASES)]
            outcome = "已在承诺时限内办结，企业评价满意。"
            own = {"matter": matter, "applicant": words["firm"], "closed": f"{year}-05-{turn + 15}"}
            papers = ["申请表", "办理记录"]
        name = title.format(**words)
        items = [
            Draft(
                capturer,
                {"type": "document", "title": f"{name}：{paper}", **common},
                [(f"{paper}.txt", files.text(f"{name}：{paper}", _paragraphs(outcome, turn + step)))],
            )
            for step, paper in enumerate(papers)
        ]
        values = {"type": kind, "title": name, "outcome": outcome, **common, **own}
        yield Draft(capturer, values, [], "filed" if year < 2026 else "captured", items)


def _grade(code: str) -> dict[str, str]:
    if code not in CLASSIFIED:
        return {"classification": code}
    return {
        "classification": code,
        "classification_term": CLASSIFIED[code],
        "classification_basis": "协会商业秘密保护办法第六条",
    }
