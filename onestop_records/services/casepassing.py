"""Who answers for a case: referring, handing on, taking over, entrusting (N chapter 4, C10, C15)."""

from onestop_records.errors import Violation, Violations
from onestop_records.i18n import _
from onestop_records.models.case import KINDS, REFERRED_CLOCK, Case
from onestop_records.models.casefacts import Offer, Report
from onestop_records.models.hierarchy import barring
from onestop_records.models.person import Person
from onestop_records.services.caseacting import Acting, tell
from onestop_records.services.superior import superiors
from onestop_records.workflow.fair import unfair


def refer(acting: Acting, case: Case) -> None:
    """To the right unit or person; who refers answers for it until they confirm (N chapter 4)."""
    _offer(acting, case)


def hand_on(acting: Acting, case: Case) -> None:
    _offer(acting, case)


def _offer(acting: Acting, case: Case) -> None:
    person = acting.person()
    if person.id == case.handler:
        raise Violations(Violation("person", _("This colleague handles it already")))
    Violations.check(unfair(acting.site, case, person.id, acting.making.today))
    case.offer = Offer(person.id, acting.making.person, acting.making.now, acting.making.reason)
    let_in(acting, case, person)
    tell(acting, case, person.id, _("You are asked to take a case over"))


def let_in(acting: Acting, case: Case, person: Person) -> None:
    """Who is asked may know of it; so may who handled it before."""
    volume = acting.site.records[case.file]
    readers = dict.fromkeys((*volume.readers, case.handler, person.id))
    acting.files.describe(case, {"readers": tuple(readers)})


def take(acting: Acting, case: Case) -> None:
    """From now on the receiver answers for it, with its file."""
    assert case.offer is not None  # a guard has asked
    before, case.handler = case.handler, case.offer.to
    case.offer, case.entrusted = None, ""
    person = acting.site.people[case.handler]
    units = sorted(person.units(acting.making.today))
    if units and case.unit not in units:
        case.unit = units[0]
        acting.files.describe(case, {"unit": case.unit})
    acting.files.entrust(case)
    acting.site.cases.pass_reminders(case)
    if case.kind == "consultation" and before != case.handler and KINDS[case.kind] in case.clocks:
        acting.stop(case, [KINDS[case.kind]])
        if REFERRED_CLOCK not in case.clocks:
            acting.deadlines.start(case, REFERRED_CLOCK, case.received_at)
    tell(acting, case, before, _("A colleague has taken your case over"))


def turn_down(acting: Acting, case: Case) -> None:
    """It stays with who handles it."""
    case.offer = None
    tell(acting, case, case.handler, _("A case was not taken over and stays with you"))


def entrust(acting: Acting, case: Case) -> None:
    """When busy: a colleague acts, who entrusts them still answers for it and hears of the result."""
    person = acting.person()
    if person.id == case.handler:
        raise Violations(Violation("person", _("This colleague handles it already")))
    case.entrusted = person.id
    Violations.check(unfair(acting.site, case, person.id, acting.making.today))
    let_in(acting, case, person)
    tell(acting, case, person.id, _("You are entrusted with a case"))


def _tell_leaders(acting: Acting, case: Case) -> None:
    """What is grave or urgent comes before the head and the managers at once (N chapter 4)."""
    site, today = acting.site, acting.making.today
    managers = (p.id for p in site.people.values() if "manager" in p.roles and not p.closed)
    leaders = dict.fromkeys((*superiors(site, case.unit, today), *managers))
    fit = [p for p in leaders if not barring(site, site.people[p], case.reported, today)]
    words = {"number": case.number, "name": site.people[acting.making.person].name}
    text = _("${name} reports it as grave or urgent: case ${number}", mapping=words)
    acting.notices.send(fit, _("A grave or urgent case"), text, f"/{case.address}")


def report(acting: Acting, case: Case) -> None:
    """What was done; whoever was entrusted reports back so."""
    kind = "grave" if acting.values.get("grave") else "progress"
    if case.entrusted == acting.making.person and acting.values.get("done"):
        kind = "result"
    said = Report(acting.required("text"), acting.making.person, acting.making.now, kind)
    case.reports = (*case.reports, said)
    if acting.values.get("grave"):
        _tell_leaders(acting, case)
    if kind == "result":
        case.entrusted = ""
        tell(acting, case, case.handler, _("A case that you entrusted is reported back"))
