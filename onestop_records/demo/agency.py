"""Two agency services of the invented association: one with a late step, one that ended ahead of time."""

import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pyramid.registry import Registry

from onestop_records.demo.earlier import at
from onestop_records.demo.files import pdf
from onestop_records.demo.matters import ENTERPRISES, code_of
from onestop_records.interfaces import ICaseParts, ICases, IClock, ISettings, IStorage
from onestop_records.models.case import Case

BODY = "宁波市计量测试研究院"
LATE, ENDED = timedelta(days=9), timedelta(days=6)  # how long ago they began


def add_agencies(registry: Registry, ids: Mapping[str, str]) -> None:
    """Each begun some days ago and led on today."""
    with at(registry, ids["clerk"], LATE) as request:
        late = _begun(request, "JC-03", ENTERPRISES[0], ids["clerk2"])
        sent = {"task": "送检天平两台，领取检定证书", "body": BODY, "sent_how": "in-person", "days": 3}
        _make(request, late, "distribute", {**sent, "materials": [3]})
        inside = {"task": "核对器具编号与清单", "person": ids["staff"], "days": 3}
        _make(request, late, "distribute", inside)
        late_id = late.id
    with at(registry, ids["staff"], LATE) as request:
        answer = {"outcome": "done", "text": "编号与清单一致。"}
        _make(request, request.site.cases[late_id], "result", answer)
    with at(registry, ids["clerk"], ENDED) as request:
        ended_id = _begun(request, "JC-01", ENTERPRISES[2]).id
    with at(registry, ids["clerk2"]) as request:
        case = request.site.cases[late_id]
        fee = {"title": "检定费", "standard": "每台 50 元", "basis": "该院公示的收费标准", "cents": 10000}
        _make(request, case, "fees", {"fees": [{**fee, "payee": f"{BODY}收费窗口"}]})
        cause = "该院标准砝码送上级检定未回，预计后天可检。"
        _make(request, case, "chase", {"number": 1, "way": "telephone", "reason": cause})
        _make(request, case, "tell", {"text": "检定因标准砝码未回而推迟，已催办。", "way": "telephone"})
    with at(registry, ids["clerk"]) as request:
        reason = "样品在送检途中因台风受损，无法继续检验。"
        given = {"cause": "force-majeure", "reason": reason, "way": "telephone"}
        _make(request, request.site.cases[ended_id], "end", given)


def _begun(request: Any, matter: str, enterprise: tuple[str, Mapping[str, Any]], agent: str = "") -> Case:
    """An accepted case with its signed power of attorney; materials as originals."""
    service = request.find_service(ICases)
    first, values = enterprise
    client = {name: values.get(name) for name in ("name", "contact", "phone", "address")}
    case: Case = service.register(
        {"kind": "agency", "channel": "window", "matter": matter, "code": code_of(first), **client}
    )
    rows = [{"number": m.number, "form": "original"} for m in case.materials if m.required]
    service.make(case, "receive", {"materials": rows})
    service.make(case, "accept")
    text = [f"委托人：{case.applicant.name}", "委托范围：全程代办", "（签字、盖章）"]
    storage, limit = request.find_service(IStorage), request.find_service(ISettings).upload_limit
    scan = storage.receive(io.BytesIO(pdf("代办委托书", text)), "代办委托书.pdf", limit)
    signed = {"signed_by": case.applicant.contact, "signed_on": request.find_service(IClock).today()}
    _make(request, case, "commission", {"scope": "whole", "person": agent, **signed}, [scan])
    return case


def _make(
    request: Any, case: Case, name: str, values: Mapping[str, Any], files: list[Any] | None = None
) -> None:
    request.find_service(ICaseParts).make(case, f"agency-{name}", values, files or ())
