"""What a new archive begins with: fonds, categories, retention schedule, filing scope, matters."""

from typing import Any

from onestop_records.interfaces import IMatters, IScope
from onestop_records.models.fonds import Category, Fonds
from onestop_records.models.identity import new_id
from onestop_records.models.keeping import Keeping
from onestop_records.models.person import Person
from onestop_records.models.retention import RetentionClass

WITH_UNIT = "{fonds}-{category}·{year}-{retention}-{unit}-{sequence:04}"  # DA/T 22-2015
PLAIN = "{fonds}-{category}·{year}·{retention}-{sequence:03}"  # DA/T 13-2022

# Code, title, template, default retention class (glossary, *record category*).
CATEGORIES = (
    ("WS", "文书", WITH_UNIT, ""),
    ("KJ", "科技", PLAIN, "D30"),
    ("KU", "会计", PLAIN, "D30"),
    ("RS", "人事", PLAIN, "Y"),
    ("ZY·TS", "专业（投诉）", PLAIN, "D10"),
    ("ZY·BJ", "专业（办件）", PLAIN, "D10"),
    ("ZP", "照片", PLAIN, "Y"),
    ("LY", "录音", PLAIN, "D30"),
    ("LX", "录像", PLAIN, "Y"),
    ("SW", "实物", PLAIN, "Y"),
    ("SJ", "数据", PLAIN, "D30"),
    ("YJ", "邮件", PLAIN, "D10"),
    ("WY", "网页", PLAIN, "D10"),
    ("MT", "社交媒体", PLAIN, "D10"),
)
RETENTION = (
    RetentionClass(
        "Y",
        "永久",
        None,
        action="permanent",
        basis="国家档案局令第8号第六条",
        scope="反映主要职能活动和历史面貌",
    ),
    RetentionClass("D30", "定期30年", 30, basis="国家档案局令第8号第七条", scope="较长时期有查考价值"),
    RetentionClass("D10", "定期10年", 10, basis="国家档案局令第8号第七条", scope="较短时期有查考价值"),
)


def lay_foundation(request: Any, number: str, title: str, archivists: dict[str, Person]) -> None:
    """Lay fonds, categories, classes and scope; ``archivists`` names the keeper of each category.

    The key ``""`` stands for every category not named. Units must be there before: the scope names them.
    """
    site = request.site
    site.title = title
    fonds = Fonds(number, title)
    site.fonds.add(fonds)
    keepings: dict[str, str] = {}
    for retention_class in RETENTION:
        site.retention.add(retention_class)
    for code, name, template, retention in CATEGORIES:
        archivist = archivists.get(code, archivists[""])
        category = Category(code, name, template, _keeping(site, archivist, keepings))
        category.retention = retention
        fonds.add(category)
    request.find_service(IScope).ship()
    request.find_service(IMatters).ship()


def _keeping(site: Any, archivist: Person, made: dict[str, str]) -> str:
    """The keeping into which filed records of this archivist pass: one apart from what they capture."""
    if archivist.id not in made:
        keeping = Keeping(new_id(), archivist.id)
        site.keepings[keeping.id] = keeping
        archivist.keepings = (*archivist.keepings, keeping.id)
        made[archivist.id] = keeping.id
    return made[archivist.id]
