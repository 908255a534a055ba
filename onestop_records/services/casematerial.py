"""What the client brings, what is missing, what goes back (N chapter 5, S7.3.2)."""

from dataclasses import replace

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.case import FORMS, NOTICE_CLOCK, Case
from onestop_records.models.caseagency import Agency
from onestop_records.models.casefacts import Material
from onestop_records.services.caseacting import Acting, Values, go_on


def receive(acting: Acting, case: Case) -> None:
    """Note what came in; the client owes nothing any more when nothing is missing."""
    rows = acting.values.get("materials") or ()
    for row in rows:
        _receive_one(acting, case, row)
    if acting.received and not any(row.get("form") for row in rows):
        title = acting.text("title") or acting.papers.speech.translate(_("Further material"))
        acting.files.add(case, title, acting.papers.speech.translate(_("Material")), acting.received)
    if not case.gaps:
        go_on(acting, case)


def _receive_one(acting: Acting, case: Case, row: Values) -> None:
    material = case.material(row["number"])
    if material is None:
        raise Violations(Violation("materials", _("There is no such material in the list")))
    form, problem = row.get("form") or "", (row.get("problem") or "").strip()
    if form and form not in FORMS:
        raise Violations(Violation("materials", _("Say whether it is an original or a copy")))
    changed = replace(material, problem=problem)
    if form:
        copies = row.get("copies") or 1
        now = acting.making.now
        changed = replace(
            changed,
            form=form,
            copies=copies,
            received_by=acting.making.person,
            received_at=now,
            returned_at=None,
            returned_to="",
            returned_by="",
        )
        changed = _kept(acting, case, changed)
    case.put(changed)


def _kept(acting: Acting, case: Case, material: Material) -> Material:
    """Files that came with it stand in the file of the case, under its name."""
    if not acting.received:
        return material
    if material.item:
        item = acting.site.records[material.item]
        for received in acting.received:
            acting.files.add_file(case, item, received)
        return material
    kind = acting.papers.speech.translate(_("Material"))
    item = acting.files.add(case, material.name, kind, acting.received)
    return replace(material, item=item.id)


def supplement(acting: Acting, case: Case) -> None:
    """The one-time notice: complete, once. Whatever must be asked for again is a fault of the window."""
    gaps = tuple(material.number for material in case.gaps)
    earlier = [notice for notice in case.notices if notice.kind == "supplement"]
    faults: tuple[int, ...] = ()
    if earlier:
        first = earlier[0]
        faults = tuple(
            m.number
            for m in case.gaps
            if any(m.number in notice.gaps for notice in earlier)
            or m.received_at is None
            or m.received_at <= first.at
        )
    acting.stop(case, [NOTICE_CLOCK])
    words = acting.making.reason or acting.papers.speech.translate(_("The client owes material"))
    for name, clock in case.clocks.items():
        if clock.running and not clock.paused and not clock.late(acting.making.now):
            acting.deadlines.pause(case, name, words)
    if case.kind == "promised" and case.moved("accept") is None:
        case.kind = "supplement"
    acting.issue(case, "supplement", acting.making.reason, gaps=gaps, faults=faults)


def resume(acting: Acting, case: Case) -> None:
    """Everything has come: the limit runs on."""
    go_on(acting, case)


def give_back(acting: Acting, case: Case) -> None:
    """Originals go back against a signature."""
    signed = acting.required("signed_by")
    numbers = acting.values.get("numbers") or [m.number for m in case.materials if m.owed]
    for number in numbers:
        material = case.material(number)
        if material is None or not material.owed:
            raise Violations(Violation("numbers", _("There is no original to be given back")))
        holder = case.agency.holder(number) if isinstance(case.agency, Agency) else None
        if holder is not None:
            message = _("Material ${number} went along with a step that is open", mapping={"number": number})
            raise Violations(Violation("numbers", message))
        made = acting.making
        case.put(replace(material, returned_to=signed, returned_by=made.person, returned_at=made.now))
