"""What people answer for, and how it passes to others: posts, handovers, loans, permits, storage."""

from zope.interface import Attribute, Interface


class IResponsibility(Interface):
    """One kind of thing that a person may answer for: records, loans, permits, cases, signatures …

    Registered with ``config.add_responsibility(factory)``, ``factory(request)``; whatever is registered is
    listed in a handover, passes with it, and keeps the account from being closed (N71).

    Whoever gives a person something to answer for (a loan, a case, a permit to decide …) calls
    ``models.keeping.take_on(site.keepings, person)`` in the same transaction: that is the gate at which a
    handover being signed, or an account being closed, at the same moment meets it.
    """

    kind = Attribute("Its name in lists and in the API, such as ``loan``")
    title = Attribute("A TranslationString")

    def of(person):
        """Return what this person answers for now, an iterable of ``models.duty.Duty``; asked of objects."""

    def pass_on(duty_id, giver, receiver):
        """Let ``receiver`` (a Person) answer for it instead, in the acting transaction.

        Raises Refused when this receiver cannot. A kind may say so before, when things are given to a
        receiver, by a further method ``against(duty_id, giver, receiver)`` that yields Violations.
        """


class IResponsibilities(Interface):
    """All registered kinds together."""

    def kinds():
        """Return every ``IResponsibility``, in the order of registration."""

    def of(person):
        """Return everything that a person answers for."""


class IPosts(Interface):
    """Posts held from day to day, each with a deputy (AB 岗), and who is away.

    All methods take and give ``Person`` objects but for the ids that are named. Deputies have the keepings of
    who is away (``security.principals``), within their own clearance.
    """

    def away(person, since, until, reason):
        """Note an absence, days included, ``until`` None for an open end; return it. Raises Violations."""

    def back(person):
        """The person is here again from today on. Raises Conflict for who is not away."""

    def absence(person):
        """Return today's ``models.absence.Absence`` of a person, or None."""

    def absent():
        """Return the people with an absence that is not over, those to come included."""

    def deputies(person):
        """Return ids of the deputies of a person's posts, whether or not the person is away."""

    def stands_in_for(person):
        """Return ids of the people for whom this person acts today."""

    def acting(person):
        """Return the id of who acts for a person today: themselves, or their deputy while they are away."""


class ILoans(Interface):
    """Lending of paper (借阅); what is classified wants a manager and is back the same day (C12 3.4.5)."""

    def request(record_ids, kind, purpose):
        """Ask for these records, one ``Loan`` each; ``kind`` of ``models.loan.KINDS``. Raises Violations."""

    def make(loan, name, reason="", condition=""):
        """Make a step of ``workflow.loan``; ``return`` wants a condition of ``models.loan.CONDITIONS``.

        Raises Conflict for the state, Refused with everything that stands against it.
        """

    def steps(loan):
        """Return the names of the steps that the actor may make now."""

    def on_loan(record):
        """Return the ``Loan`` under which a record is out now, its volume or an item of it; else None."""

    def by_code(code):
        """Return the ``Loan`` under which the record with this reference code (or id) is out; else None."""

    def history(record):
        """Return every loan of a record, newest first."""

    def overdue():
        """Return what should have been back, the longest overdue first."""

    def pass_on(loan, giver, receiver):
        """Let the receiver answer for what is out; a request of the giver ends. Raises Refused."""


class IPermits(Interface):
    """Permits (查阅许可) for classified records: for a person, a purpose, a scope and a term."""

    def request(values):
        """Ask for a permit: ``records`` (ids), ``purpose``, ``scope``, ``until`` (an instant in UTC).

        With ``seeking`` in place of records it asks for assistance (协查): the archivist looks for them.
        Returns the ``Permit``; raises Violations.
        """

    def assemble(permit, record_ids, reason=""):
        """Say which records answer what was sought. Raises Violations, Conflict, Refused."""

    def make(permit, name, reason=""):
        """Make a step of ``workflow.permit``; raises Conflict, Refused."""

    def steps(permit):
        """Return the names of the steps that the actor may make now."""

    def stop(permit):
        """End it because its person leaves the post, or withdraw what they asked for."""

    def expire():
        """Note the end of permits whose term is over; return how many. Access does not wait for it."""

    def used(record, use, part, what):
        """Note the actor's use of classified content in the register, and what it leaves in their hands.

        ``use`` is one of ``models.permit.USES``, ``what`` names the file. Returns the ``Permit`` it was made
        under, None for who reads by office.
        """

    def in_force(person, record):
        """Return the permits under which a person may see a record at this moment."""


class IHandovers(Interface):
    """Custody handovers (档案移交): what a person answers for is listed, checked, signed for, and passes."""

    def open(values):
        """List everything that ``giver`` (a person's id) answers for; return the ``Handover``.

        ``reason`` is one of ``models.handover.REASONS``, ``until`` the last day in the post, or None;
        ``earlier`` the handover whose things are given back. Raises Violations.
        """

    def assign(handover, receiver, sequences=None, narrowed=None):
        """Give rows, or all open ones that the filters leave, to a person (id); return how many.

        Raises Refused, also when the person lacks clearance for one of them.
        """

    def drop(handover, sequences, reason):
        """Let rows stay with a giver who does not leave."""

    def refresh(handover):
        """Add what the giver has come to answer for since; return how many. Signatures lapse then."""

    def make(handover, name, reason=""):
        """``present`` for signature, ``return``, ``stand-in``, ``cancel``. Raises Conflict, Refused."""

    def visible():
        """Return the handovers that the actor may know of, newest first."""

    def steps(handover):
        """Return the names of the steps that the actor may make now."""

    def rows(handover, narrowed=None, after=0, limit=50):
        """Return a page of rows and the number to go on after, 0 at the end.

        ``narrowed``: ``kind``, ``category``, ``year``, ``carrier``, ``place``, ``finding`` (``none``,
        ``discrepancy``), ``receiver`` (a person's id, ``none``).
        """

    def shut_out(handover):
        """Return the numbers of rows about what is denied to the actor: left out of lists and counts."""

    def put_aside(handover, limit):
        """Move records that were checked into their receiver's keeping; return how many. For the worker."""

    def open_expected():
        """Open the next handover that an end of a post asks for; True if there was one. For the worker."""


class IHandoverChecking(Interface):
    """A receiver looks whether things are there (清点)."""

    def check(handover, sequences, finding, note="", method="item"):
        """Note a finding of ``models.handover.FINDINGS`` on one's own rows; return how many."""

    def check_group(handover, narrowed, method, count=None):
        """All of one's own rows that the filters leave and that are not checked yet are present.

        ``group``: a box or place was counted, and ``count`` says how many things there were. ``sample``: the
        rows that ``samples`` names have been looked at one by one before. Raises Violations.
        """

    def samples(handover, narrowed):
        """Return the rows of a list that have to be looked at one by one, drawn by lot."""

    def check_by_code(handover, code, finding="present", note=""):
        """Find one's own row by a label: reference code, record id, or id of a box, key …; return the row.

        ``code`` may be an address that ends with one of them. Raises Missing for what is not on the list, or
        goes to somebody else.
        """

    def decide(handover, sequences, decision, reason):
        """A manager decides on what is missing or damaged: ``as-is`` passes so, ``again`` is checked anew."""


class IHandoverSigning(Interface):
    """Three signatures by three people; the last one lets everything pass."""

    def sign(handover, password, acknowledged=False):
        """Sign in one's own part. A giver acknowledges that the duty of confidence goes on.

        Returns the violations of a wrong password, or None: it is noted and throttled as at sign-in, so the
        caller must not raise them. Raises Conflict, Refused.
        """

    def sign_paper(handover, values, scan, password):
        """Bring in the printed register with the signatures still lacking; ``scan`` is ``Received`` bytes.

        ``supervisor`` names who signed as such, ``day`` the day on the paper. Returns as ``sign``.
        """

    def lacking(handover):
        """Return pairs (part, person's id) of the signatures not given yet; no supervisor is named."""


class IHandoverRegisters(Interface):
    """移交清册."""

    def register(handover, without=frozenset()):
        """Return the ``services.register.Register`` in the reader's language, ``without`` some rows.

        What is kept for good has them all.
        """

    def archive(handover):
        """Keep the register, and the scan of a signed one, as a permanent record; return it."""


class IInventory(Interface):
    """What one person answers for, on one page."""

    def may_see(person):
        """True for one's own, and for archivists, managers and the heads of the person's units."""

    def counts(person):
        """Return triples (category, year, count) of the records in custody, without what is denied."""

    def duties(person):
        """Return everything else, ``models.duty.Duty`` by kind: pairs (title of the kind, duties)."""


class IMaterial(Interface):
    """Work material: copies, prints, excerpts and things carried out under permits (C12 3.4.6, 3.4.8)."""

    def note(permit, use, record_id, what):
        """Note a copy made by hand: which use, of which record, what it is; return it. Raises Violations."""

    def add(permit, use, record_id, what):
        """Note what the system itself handed out; the same thing is noted once."""

    def settle(permit, number, settled, how=""):
        """It is ``handed-back``, or ``destroyed`` (then ``how`` says by which means and who watched).

        Raises Missing, Conflict, Violations; Refused for who holds it themselves.
        """

    def pass_on(permit, giver, receiver):
        """Let the receiver answer for what is not settled. Raises Refused."""


class ILeaks(Interface):
    """Leak reports (C12 3.4.12)."""

    def report(values):
        """``what``, ``measures``, ``records`` (ids). Return the ``Leak``; raises Violations.

        The security officer and the managers are told at once.
        """

    def make(leak, name, reason):
        """``note`` what was found or done, ``close`` it with a conclusion. Raises Conflict, Refused."""

    def steps(leak):
        """Return the names of the steps that the actor may make now."""


class IAlerts(Interface):
    """What a person does that crosses a threshold is shown to the security officer, and may block them."""

    def mark(kind, amount=1, person=""):
        """Count something of this kind (``models.alert.KINDS``) for a person, else for the actor."""

    def used():
        """Classified content was used by the actor: outside of the hours of work that is counted."""

    def watch():
        """Raise alerts for what was counted since, block where the rules say so; return how many."""

    def raise_(person, kind, detail):
        """Raise an alert, or add to the open one of that kind; return it."""

    def settle(alert, conclusion):
        """It has been looked into. Raises Violations, Conflict."""

    def block(person, reason):
        """Shut the account at once: sessions and tokens are of no use. Raises Refused, Violations."""

    def unblock(person, reason):
        """Open it again. Raises Violations, Conflict."""

    def change_rules(values):
        """Change terms and thresholds (``models.alert.UseRules``). Raises Violations."""


class IMergers(Interface):
    """Merging of units."""

    def merge(unit, into, last):
        """Let ``unit`` be part of the unit with the code ``into`` after the day ``last``; return how many go.

        Its members go on with their posts there and know of what it had, and a handover of what they answer
        for is opened; who keeps all of it has it cancelled. Raises Violations.
        """
