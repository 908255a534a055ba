"""Papers that a case or complaint gives to people: kinds, numbers, and what stands in one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from translationstring import TranslationString

from onestop_records.i18n import _


@dataclass(frozen=True)
class PaperKind:
    """``mark`` is its word in the number: 受理〔2026〕0001号."""

    title: TranslationString
    mark: str


KINDS: Mapping[str, PaperKind] = {
    "receipt": PaperKind(_("Receipt of materials"), "收件"),
    "acceptance": PaperKind(_("Notice of acceptance"), "受理"),
    "promise": PaperKind(_("Notice of a promised case"), "承诺"),
    "consultation": PaperKind(_("Notice of a consultation"), "咨询"),
    "supplement": PaperKind(_("Notice of what to supplement"), "补办"),
    "return": PaperKind(_("Notice of return"), "退件"),
    "decline": PaperKind(_("Notice of non-acceptance"), "不予受理"),
    "refusal": PaperKind(_("Notice of refusal"), "不予办理"),
    "result": PaperKind(_("Notice of the result"), "办结"),
    "joint": PaperKind(_("Notice of joint handling"), "联办"),
    "mandate": PaperKind(_("Power of attorney for an agency service"), "委托"),
    "agency": PaperKind(_("Notice of the agency service"), "代办"),
    "agency-end": PaperKind(_("Notice of the end of an agency service"), "代办终止"),
    "agency-register": PaperKind(_("Register of an agency service"), "代办登记"),
    "fees": PaperKind(_("Notice of all fees"), "缴费"),
    "needs": PaperKind(_("Sheet of needs to be handled"), "需求"),
    "summary": PaperKind(_("Summary of the service"), "小结"),
}


def series_of(kind: str, year: int) -> str:
    """The series in which the papers of a kind are numbered."""
    return f"paper/{KINDS[kind].mark}/{year}"


def numbered(kind: str, year: int, number: int) -> str:
    """The number as it stands on the paper."""
    return f"{KINDS[kind].mark}〔{year}〕{number:04}号"


@dataclass(frozen=True)
class Table:
    """Rows under their headings, all in one language."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Paper:
    """One paper in one language: pairs (what, words), tables, paragraphs, and lines to sign at the end."""

    title: str
    number: str
    addressee: str
    pairs: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...] = ()
    paragraphs: tuple[str, ...] = ()
    signatures: tuple[tuple[str, str], ...] = ()

    def page(self) -> str:
        """It as a page of plain HTML, which needs nothing else to be read in thirty years."""
        body = [f"<h1>{escape(self.title)}</h1>", f"<p>{escape(self.number)}</p>"]
        body.append(f"<p>{escape(self.addressee)}</p>")
        body.append(_rows("dl", [f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in self.pairs]))
        body += [f"<p>{escape(paragraph)}</p>" for paragraph in self.paragraphs]
        for table in self.tables:
            body.append(f"<h2>{escape(table.title)}</h2>")
            lines = [_cells("th", table.heads), *(_cells("td", row) for row in table.rows)]
            body.append(_rows('table border="1"', lines))
        body += [f"<p>{escape(k)}：{escape(v)}</p>" for k, v in self.signatures]
        return PAGE.format(title=escape(f"{self.title} {self.number}"), body="\n".join(body))


PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
{body}
</body>
</html>
"""


def _rows(tag: str, lines: Sequence[str]) -> str:
    inner = "\n".join(lines)
    return f"<{tag}>\n{inner}\n</{tag.split()[0]}>"


def _cells(tag: str, cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
