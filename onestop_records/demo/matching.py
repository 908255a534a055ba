"""Service agencies and an expert of the invented association, and needs that were matched to them."""

import io
from collections.abc import Mapping
from typing import Any

from pyramid.registry import Registry

from onestop_records.demo.files import pdf
from onestop_records.demo.matters import ENTERPRISES, code_of
from onestop_records.events import Actor
from onestop_records.interfaces import ICaseParts, ICases, IClock, IProviders, IStorage
from onestop_records.storage.work import work

PROVIDERS: tuple[dict[str, Any], ...] = (
    {
        "kind": "agency",
        "name": "甬江计量检测中心",
        "code": code_of("91330203MA2TEST11"),
        "domains": ("metrology", "testing"),
        "offers": "天平、压力表、长度计量器具检定校准；文具产品检测。",
        "contact": "陈工",
        "phone": "0574-5550 3301",
        "address": "鄞州区科技路 18 号",
    },
    {
        "kind": "agency",
        "name": "东海标准认证有限公司",
        "code": code_of("91330212MA2TEST12"),
        "domains": ("standards", "certification", "quality", "testing"),
        "offers": "标准制修订、质量管理体系认证咨询、产品检测。",
        "contact": "吴经理",
        "phone": "0574-5550 3302",
        "address": "江北区文创路 6 号",
    },
    {
        "kind": "expert",
        "name": "周正",
        "domains": ("quality", "intellectual-property"),
        "offers": "质量管家：在线答疑、上门问诊、集中培训。",
        "phone": "0574-5550 3303",
    },
)
NEEDS = {
    "metrology": {"ticks": ("training",), "other": "电子天平检定"},
    "standards": {"ticks": ("search",)},
    "instruments": ({"name": "电子天平", "range": "0–200 g", "number": "TP-2031", "maker": "沪衡仪器"},),
}


def add_providers(request: Any) -> None:
    """Two agencies and an expert."""
    for values in PROVIDERS:
        request.find_service(IProviders).add(values)


def add_matching(registry: Registry, ids: Mapping[str, str]) -> None:
    """One need that was refused and is served by another; one whose service has ended with its summary."""
    with work(registry, Actor(ids["clerk"], way="command")) as request:
        steps = _Steps(request)
        steps.refused_first(steps.accepted(1, "metrology", "green"))
        steps.ended(steps.accepted(2, "quality"))
        request.tm.commit()


class _Steps:
    """What the handler of two cases does."""

    def __init__(self, request: Any) -> None:
        self.request = request
        self.cases = request.find_service(ICases)
        self.parts = request.find_service(ICaseParts)
        self.today = request.find_service(IClock).today()
        found = request.site.providers.page("current", "")
        self.ids = {provider.name: provider.id for provider in found}

    def accepted(self, place: int, domain: str, *marks: str) -> Any:
        """A case of one of the enterprises, with all that its matter wants."""
        first, known = ENTERPRISES[place]
        matters = sorted(self.request.site.matters.values(), key=lambda matter: matter.code)
        matter = next(matter for matter in matters if matter.public and matter.domain == domain)
        asker = {name: known.get(name) for name in ("name", "contact", "phone", "address")}
        told = {"kind": "promised", "channel": "visit", "matter": matter.code, "marks": marks}
        case = self.cases.register({**told, "code": code_of(first), **asker})
        rows = [{"number": m.number, "form": "copy"} for m in case.materials if m.required]
        if rows:
            self.cases.make(case, "receive", {"materials": rows})
        self.cases.make(case, "accept")
        return case

    def make(self, case: Any, name: str, files: Any = (), **values: Any) -> None:
        self.parts.make(case, f"matching-{name}", values, files)

    def passed_on(self, case: Any, provider: str, **values: Any) -> None:
        self.make(case, "pass-on", provider=self.ids[provider], **values)

    def begun(self, case: Any, project: str, remarks: str) -> None:
        self.make(case, "accept", project=project, begins=self.today, days=10, remarks=remarks)

    def refused_first(self, case: Any) -> None:
        self.cases.make(case, "needs", {"needs": NEEDS})
        self.make(case, "assess", whose="others", text="本站无计量检定资质。")
        need = "企业需检定电子天平一台，并希望安排计量培训。"
        self.passed_on(case, "东海标准认证有限公司", need=need, parts=("metrology", "testing"))
        self.make(case, "refuse", reason="无天平检定授权，不能承接。")
        self.make(case, "tell", way="telephone", text="已告知企业另选计量检测机构。")
        said = {"said_by": case.applicant.contact, "way": "telephone", "text": "同意提供联系人和电话。"}
        self.make(case, "consent", provider=self.ids["甬江计量检测中心"], given="yes", **said)
        chosen = {"parts": ("metrology", "testing"), "with_contact": True}
        self.passed_on(case, "甬江计量检测中心", need=need, **chosen)
        self.begun(case, "电子天平检定", "样品由企业送检。")
        told = "机构已收样，排期下周二检定；企业无异议。"
        self.make(case, "contact", side="both", way="telephone", text=told)
        self.make(case, "problem", text="检定证书需延后两天出具", cause="企业送检时未附说明书，补送耗时。")
        self.make(
            case, "feedback", number=1, side="client", way="telephone", text="已说明原因，请补送说明书。"
        )

    def ended(self, case: Any) -> None:
        self.cases.make(case, "needs", {"needs": {"quality": {"ticks": ("advice",)}}})
        self.make(case, "assess", whose="others", text="需专家上门诊断。")
        self.passed_on(case, "周正", need="请专家就生产现场质量管理提出改进意见。", parts=("quality",))
        self.begun(case, "质量管理上门问诊", "两周内上门两次。")
        self.make(case, "contact", side="both", way="visit", text="已到现场诊断一次，双方满意。")
        summary = "完成两次上门问诊，提出改进建议七条，企业已采纳五条。"
        content = pdf("服务小结", [summary])
        storage = self.request.find_service(IStorage)
        received = storage.receive(io.BytesIO(content), "服务小结.pdf", len(content))
        self.make(case, "end", [received], met="wholly", parts=("quality",), text=summary)
