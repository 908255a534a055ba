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
        """Let ``receiver`` (a Person) answer for it instead, in the acting transaction."""


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

    def in_force(person, record):
        """Return the permits under which a person may see a record at this moment."""
