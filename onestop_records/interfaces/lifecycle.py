"""Holds, disposal, transfer, erasure and purge."""

from zope.interface import Interface


class IHolds(Interface):
    """Holds (处置冻结): whatever one covers is not disposed of, by any way in."""

    def place(values):
        """Place a hold; return it. Changes the gate; emits ``HoldPlaced``. Raises Violations.

        ``values``: ``title``, ``reason``, ``mandate``, ``kind`` (``models.hold.KINDS``) and, by kind,
        ``records`` (ids), ``question`` (a ``Question``) or ``name``.
        """

    def lift(hold, reason, mandate):
        """Lift it. Changes the gate; emits ``HoldLifted``. Raises Conflict, Violations."""

    def covering(record):
        """Return the holds in force that cover a record, its volume or one of its items, oldest first.

        Asked of objects alone, never of an index: it is as true as the transaction that asks.
        """

    def gate():
        """Return the ``Gate`` of holds. Whoever destroys calls ``gate.read()`` in the same transaction."""

    def keep(record, before):
        """Keep holding a record whose description has changed: ``before`` is what covered it until then."""


class IExecution(Interface):
    """What the worker does with approved batches, one row a transaction (lifecycle, step 7)."""

    def act(disposal, sequence):
        """Carry out what was decided on one row, everything checked again; what is refused stays."""

    def fail(disposal, sequence, why):
        """Note that a row could not be carried out for a reason no rule foresaw."""

    def hold_out(disposal, limit=500):
        """Take held records out of the register, up to ``limit`` rows; return how many were looked at."""

    def advance(disposal):
        """Make the step that is due when nothing is left to act on; True when one was made."""


class IDestruction(Interface):
    """The one place at which a record ceases (lifecycle, *Hold*): nothing else calls ``IErasure.erase``.

    Whatever forbids it is asked inside the destroying transaction, after the gates were read.
    """

    def violations(record, batch):
        """Return everything that forbids disposing of ``record`` in ``batch`` now; writes nothing.

        ``batch`` is a ``Disposal`` or a ``Transfer``; holds, impediments, due day, approval, cooling off,
        witnesses and the state of batch and record are all asked.
        """

    def destroy(record, batch):
        """Erase the content, leave the tombstone, notify RecordDestroyed (or RecordTransferred).

        Raises Refused with every violation, before anything is written.
        """


class IImpediments(Interface):
    """What may stand against disposing of a record, registered with ``config.add_impediment(factory)``.

    ``factory(request)`` returns a callable ``(record) -> iterable of Violation``; it reads the gates that its
    rule needs (architecture, rule 18). Loans, open cases and handovers of custody join here.
    """

    def __call__(record):
        """Return what every impediment says of the record."""


class IErasure(Interface):
    """Takes the content of a record out of the store; called by ``IDestruction`` alone."""

    def erase(record, batch):
        """Take every reference to the content out, in the acting transaction; return an ``Erased``.

        ``batch`` is the id of the disposal or transfer. Gone are files, description, creator, place,
        reports, and text and pictures that no other record's bytes have; kept are title, dates, codes, class,
        custody and the ids of who may know of it: the caller sets state, tombstone and a neutral title.
        A ``Blob`` held elsewhere (a transfer's package) is the caller's to let go of.
        """


class IPurge(Interface):
    """Makes gone what was erased: in history, blobs, indexes, caches and temporary files."""

    def begin(batch):
        """Every record of the batch (its id) is erased or stays: let the worker purge. Done at once when
        nothing was erased."""

    def finished(batch):
        """True once the purge is done and proved: only then is the batch called destroyed."""

    def standing(batch):
        """Return the ``Purge`` of a batch (step, findings, end); None before any erasure."""

    def backups(batch):
        """Return the backups that may still hold it: each ``BackupNote(id, at, place, expires)``."""

    def traces(batches=None):
        """Look for what was destroyed in these batches (all of them): history, blobs, indexes, files.

        Return what was found, plain texts; an empty list when it is gone. Writes nothing.
        """


class IPackages(Interface):
    """Information packages (BagIt, RFC 8493): records with all that is known of them."""

    def write(records, target, title=""):
        """Write a ZIP of these records to ``target``, a binary file open for writing; return a ``Package``.

        Volumes bring their items. A record has its files in all versions, its description as JSON and XML,
        its audit trail and its check reports; ``import`` brings the same records in. Who may see them is the
        caller's to ask. Raises Damaged when a file cannot be read.
        """


class IDisposals(Interface):
    """Batches of appraisal and destruction (lifecycle, *Appraisal and destruction*)."""

    def open(values):
        """Open a batch from what is due and nothing else; return it. Raises Violations.

        ``values``: ``title``, ``unit``, and either ``records`` (ids) or any of ``category``, ``year``,
        ``retention`` to take all that is due.
        """

    def candidates(values):
        """Return the due records that ``open`` would take, in the order of their codes."""

    def visible():
        """Return the batches that the acting person may know of, newest first."""

    def rows(disposal, narrowed=None, after=0, limit=50):
        """Return ``(rows, next)``: rows the person may know of, narrowed by ``{field: value}``.

        Fields: ``category``, ``year``, ``retention``, ``decision`` (``none`` for undecided), ``outcome``,
        ``carrier``, ``q`` (a search). ``next`` is the sequence to go on after, 0 at the end.
        """

    def steps(disposal):
        """Return the names of what the acting person may do now, state and duties considered."""

    def waits(disposal):
        """Return the step by which the batch waits for the acting person, empty when it waits for others."""

    def drop(disposal, sequences, reason):
        """Take rows out before appraisal."""

    def make(disposal, name, reason="", rows=None):
        """Make the transition ``name`` of ``workflow.disposal``; return the batch.

        ``rows`` are the sequences that ``approve`` refuses. Raises Conflict for the state, Refused with the
        rule that forbids it.
        """


class IObjections(Interface):
    """What people concerned say against an approved batch while it cools off."""

    def raise_(disposal, reason, record_id=""):
        """Object to the batch, or to one record in it that one may know of. Raises Violations, Conflict."""

    def settle(disposal, number, upheld, answer):
        """A manager decides an objection; an upheld one takes its rows out. Raises Refused, Conflict."""


class IAppraisal(Interface):
    """Opinions of the group (到期鉴定)."""

    def give(disposal, values, sequences=None, narrowed=None):
        """Give one's opinion on these rows, or on all that ``narrowed`` leaves; return how many.

        ``values``: ``decision``, ``until``, ``reason``. Raises Violations, Refused, Conflict.
        """

    def side(disposal, person_id):
        """Return the side a person speaks for: ``archive``, ``unit`` or empty."""


class IWitnessing(Interface):
    """监销: checking before, signing after, marking paper."""

    def check(disposal, password):
        """Say that the register agrees with the records; with one's password.

        Returns Violations for a wrong password, else None: it is noted and throttled as at sign-in, so the
        caller must not raise them. Raises Conflict, Refused.
        """

    def sign(disposal, password):
        """Sign that all of it was destroyed; with one's password. Returns and raises like ``check``."""

    def mark_paper(disposal, values, sequences=None):
        """Note ``method``, ``time`` and ``place`` of the destruction of paper; return how many rows."""


class IRegisters(Interface):
    """Appraisal report, destruction register (销毁清册) and transfer register, as people read them."""

    def report(disposal):
        """Return the appraisal report (鉴定报告) as a ``Register``."""

    def register(batch):
        """Return the register of a disposal or transfer as a ``Register``: cover, table, signatures."""

    def attach(disposal, received):
        """Attach the scan of what was signed on paper; it is kept with the register. Raises Conflict."""

    def xlsx(register):
        """Return it as the bytes of a workbook."""

    def archive(batch):
        """Keep the register of a finished batch as a permanent record; return the record."""


class ITransfers(Interface):
    """Giving records to an archives institution (移交进馆)."""

    def open(values):
        """Open a transfer: ``title``, ``receiver`` and ``records`` (ids). Raises Violations."""

    def visible():
        """Return the transfers that the acting person may know of, newest first."""

    def rows(transfer, after=0, limit=50):
        """Return ``(rows, next)`` like ``IDisposals.rows``."""

    def steps(transfer):
        """Return the names of what the acting person may do now."""

    def waits(transfer):
        """Return the step by which it waits for the acting person, empty when it waits for others."""

    def make(transfer, name, reason="", receipt=None):
        """Make the transition ``name`` of ``workflow.transfer``; ``receipt`` is (number, day, signed by)."""


class ITransferring(Interface):
    """What the worker does with approved transfers."""

    def pack(transfer):
        """Make the package of an approved transfer."""

    def act(transfer, sequence):
        """Let one received record go, everything checked again; what is refused stays, with why."""

    def fail(transfer, sequence, why):
        """Note that a row could not be carried out for a reason no rule foresaw."""

    def advance(transfer):
        """Make the step that is due when nothing is left to act on; True when one was made."""
