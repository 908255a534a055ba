"""What each step of a complaint does, beside leading it on; the table says who may and when."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from onestop_records.errors import Missing, Violation, Violations
from onestop_records.i18n import _
from onestop_records.models import complaintwords as words
from onestop_records.models.complaint import (
    GRAVE,
    NOT_HANDLED,
    OUTCOMES,
    REFUSALS,
    RESULT,
    Attested,
    Errand,
    FollowUp,
    Report,
    Review,
    Talk,
)
from onestop_records.services.casereference import release, set_references
from onestop_records.services.complaintacting import (
    ACCEPT,
    ANSWER,
    FOLLOW_UP,
    SIMPLE,
    Acting,
    Files,
    Values,
)
from onestop_records.services.complaintpeople import choose, resolve, unfit
from onestop_records.services.complaintvalues import shields


def attest(acting: Acting, values: Values, files: Files) -> str:
    """Read back and signed (N29.3)."""
    signed_as = (values.get("signed_as") or "").strip()
    if not signed_as and not files:
        message = _("Say who signed the record, or attach the signed one")
        raise Violations(Violation("signed_as", message))
    acting.complaint.attested = Attested(signed_as, acting.me, acting.now)
    if files:
        acting.keep(_("Record signed by the complainant"), _("Record"), files)
    return ""


def identify(acting: Acting, values: Values, files: Files) -> str:
    """Say who is complained of; whoever is, or stands under them, handles it no more."""
    complaint, site = acting.complaint, acting.site
    unit = values.get("unit") or complaint.complained_unit
    post = values.get("post") or complaint.complained_post
    people = tuple(dict.fromkeys(values.get("people") or ()))
    if any(each not in site.people for each in people):
        raise Violations(Violation("people", _("There is no such person")))
    named = resolve(site, unit, post, values.get("name") or "", acting.today)
    complaint.complained = tuple(dict.fromkeys((*people, *named)))
    complaint.complained_unit, complaint.complained_post = unit, post
    names = (complaint.helpers, complaint.leaders)
    complaint.helpers, complaint.leaders = (tuple(p for p in group if _still(acting, p)) for group in names)
    if complaint.registered_by and not _still(acting, complaint.registered_by):
        acting.folder.forget_code(complaint)
    if not _still(acting, complaint.handler):
        acting.entrust(choose(site, complaint, acting.today))
    return ""


def _still(acting: Acting, person_id: str) -> bool:
    person = acting.site.people.get(person_id)
    return person is not None and not unfit(acting.site, person, acting.complaint, acting.today)


def material(acting: Acting, values: Values, files: Files) -> str:
    """Something more for the file, of the complainant or of the inquiry."""
    text, title = values.get("text") or "", (values.get("title") or "").strip()
    records = tuple(values.get("records") or ())
    if records:
        wanted = (*acting.complaint.records, *records)
        set_references(acting.site, acting.complaint, wanted, acting.maker.knows)
    if not (files or text.strip() or records):
        raise Violations(Violation("text", _("Attach a file, write a text, or name a record")))
    if files or text.strip():
        acting.keep(title or _("Material"), _("Material"), files, text if text.strip() else None)
    return ""


def inform(acting: Acting, values: Values, files: Files) -> str:
    """Tell the leaders in writing: of a grave complaint at once, of what was found true (N30.5, C2)."""
    text, complaint = values["reason"], acting.complaint
    shields(complaint.complainant.words(), "reason", text)
    kind = RESULT if complaint.outcome else GRAVE
    people = acting.above()
    complaint.reports = (*complaint.reports, Report(kind, text, people, acting.me, acting.now))
    acting.keep(_("Report to the leaders"), _("Report"), text=text)
    acting.tell(people, _("A complaint is reported to you"))
    return ""


def assign(acting: Acting, values: Values, files: Files) -> str:
    """Pass it to another handler, to step aside for example (回避)."""
    acting.entrust(acting.fit("person", values.get("person") or ""))
    return str(values["reason"])


def help_(acting: Acting, values: Values, files: Files) -> str:
    """Name somebody who handles it too."""
    person = acting.fit("person", values.get("person") or "")
    acting.complaint.helpers = tuple(dict.fromkeys((*acting.complaint.helpers, person.id)))
    acting.tell([person.id], _("You are asked to help with a complaint"))
    return ""


def join(acting: Acting, values: Values, files: Files) -> str:
    """The deputy of an absent handler takes it over meanwhile (AB 岗)."""
    acting.complaint.helpers = tuple(dict.fromkeys((*acting.complaint.helpers, acting.me)))
    return ""


def settle(acting: Acting, values: Values, files: Files) -> str:
    """Answered on the spot (N30.4): accepted, decided and answered in one."""
    _decided(acting, values, values.get("findings") or "")
    acting.answered(values.get("form") or "oral", values.get("text") or "")
    acting.stop(ACCEPT, SIMPLE, ANSWER)
    _begin_follow_up(acting)
    return ""


def accept(acting: Acting, values: Values, files: Files) -> str:
    """Decided and told within seven working days of receipt (N30.3)."""
    text = values.get("text") or ""
    if text.strip():
        acting.keep(_("Notice of acceptance"), _("Notice"), text=text)
    acting.stop(ACCEPT)
    return ""


def refuse(acting: Acting, values: Values, files: Files) -> str:
    """Not accepted, for one of three reasons (N32), which the complainant is told."""
    complaint = acting.complaint
    complaint.refusal = _reason_of(values)
    complaint.explanation = values["reason"]
    acting.answered(values.get("form") or "written", values.get("text") or values["reason"])
    acting.stop(ACCEPT, SIMPLE, ANSWER)
    acting.tell(acting.above(), _("A complaint was not accepted: please review why"))
    return f"{acting.files.speech.say(words.REFUSALS[complaint.refusal])}：{values['reason']}"


def review(acting: Acting, values: Values, files: Files) -> str:
    """A leader agrees that it was not accepted (S7.2)."""
    remarks = values.get("reason") or ""
    acting.complaint.review = Review(True, remarks, acting.me, acting.now)
    return str(remarks)


def reopen(acting: Acting, values: Values, files: Files) -> str:
    """A leader does not agree: it is decided anew, by the clocks of before."""
    complaint = acting.complaint
    complaint.review = Review(False, values["reason"], acting.me, acting.now)
    complaint.refusal = complaint.explanation = ""
    for name in (ACCEPT, ANSWER):
        acting.deadlines.start(complaint, name, complaint.received_at)
    acting.tell(complaint.handlers, _("A complaint is to be decided anew"))
    return str(values["reason"])


def investigate(acting: Acting, values: Values, files: Files) -> str:
    """Begin to find out."""
    return ""


def ask(acting: Acting, values: Values, files: Files) -> str:
    """Pass a question to somebody of a unit, to be reported back (C2); it says nothing of who complained."""
    complaint = acting.complaint
    shields(complaint.complainant.words(), "reason", values["reason"])
    person = acting.fit("person", values.get("person") or "")
    errand = Errand(len(complaint.errands) + 1, person.id, values["reason"], acting.me, acting.now)
    complaint.errands = (*complaint.errands, errand)
    acting.tell([person.id], _("You are asked about a complaint"))
    return ""


def report_back(acting: Acting, values: Values, files: Files) -> str:
    """Answer a question that was passed on."""
    complaint = acting.complaint
    errand = complaint.errand(values.get("number") or 0)
    if errand is None or errand.person != acting.me:
        raise Missing("errand")
    if not errand.open:
        raise Violations(Violation("number", _("This was reported back already")))
    done = replace(errand, report=values["reason"], reported_at=acting.now)
    complaint.errands = tuple(done if each.number == done.number else each for each in complaint.errands)
    acting.keep(_("Report of the unit asked"), _("Report"), files, f"{done.question}\n\n{done.report}\n")
    acting.tell(complaint.handlers, _("A question on a complaint was answered"))
    return ""


def decide(acting: Acting, values: Values, files: Files) -> str:
    """Upheld, partly, not upheld, or not to be handled for one of the three reasons after all (N32)."""
    _decided(acting, values, values["reason"])
    say = acting.files.speech.say
    text = f"{say(words.OUTCOMES[acting.complaint.outcome])}\n\n{values['reason']}\n"
    acting.keep(_("Decision on the complaint"), _("Decision"), files, text)
    return ""


def _decided(acting: Acting, values: Values, findings: str) -> None:
    outcome, complaint = values.get("outcome"), acting.complaint
    if outcome not in OUTCOMES:
        raise Violations(Violation("outcome", _("Say what was found")))
    if outcome == NOT_HANDLED:
        complaint.refusal = _reason_of(values)
    complaint.outcome, complaint.findings = outcome, findings


def _reason_of(values: Values) -> str:
    refusal = values.get("refusal")
    if refusal not in REFUSALS:
        message = _("Choose one of the three reasons for which a complaint is not handled")
        raise Violations(Violation("refusal", message))
    return str(refusal)


def answer(acting: Acting, values: Values, files: Files) -> str:
    """Tell the complainant, in the form it came (N30.2), within fifteen working days (N30.4)."""
    acting.answered(values.get("form") or "written", values["reason"])
    acting.stop(SIMPLE, ANSWER)
    _begin_follow_up(acting)
    return ""


def _begin_follow_up(acting: Acting) -> None:
    if acting.complaint.signed:
        acting.deadlines.start(acting.complaint, FOLLOW_UP)


def talk(acting: Acting, values: Values, files: Files) -> str:
    """The talk with who is responsible (N30.5)."""
    complaint = acting.complaint
    with_whom = (values.get("name") or "").strip()
    if not with_whom:
        raise Violations(Violation("name", _("Say with whom")))
    complaint.talks = (*complaint.talks, Talk(with_whom, values["reason"], acting.me, acting.now))
    acting.keep(_("Record of the talk"), _("Record"), files, f"{with_whom}\n\n{values['reason']}\n")
    return ""


def follow_up(acting: Acting, values: Values, files: Files) -> str:
    """Ask the complainant's opinion, within seven days (N31)."""
    grade, opinion = values.get("grade") or "", values.get("opinion") or ""
    if grade not in words.GRADES:
        raise Violations(Violation("grade", _("There is no such entry")))
    if not grade and not opinion.strip():
        raise Violations(Violation("opinion", _("Say why nobody was reached")))
    acting.complaint.follow_up = FollowUp(grade, opinion, acting.me, acting.now)
    text = f"{acting.files.speech.say(words.GRADES[grade])}\n\n{opinion}\n"
    acting.keep(_("Follow-up"), _("Follow-up"), files, text)
    acting.stop(FOLLOW_UP)
    return ""


def close(acting: Acting, values: Values, files: Files) -> str:
    """Nothing of it changes any more; the file goes to the archivist."""
    acting.stop(ACCEPT, SIMPLE, ANSWER, FOLLOW_UP)
    release(acting.site, acting.complaint)
    return ""


Effect = Callable[[Acting, Values, Files], str]
EFFECTS: Mapping[str, Effect] = {
    "attest": attest,
    "identify": identify,
    "material": material,
    "inform": inform,
    "assign": assign,
    "help": help_,
    "join": join,
    "settle": settle,
    "accept": accept,
    "refuse": refuse,
    "review": review,
    "reopen": reopen,
    "investigate": investigate,
    "ask": ask,
    "report-back": report_back,
    "decide": decide,
    "answer": answer,
    "talk": talk,
    "follow-up": follow_up,
    "close": close,
}
