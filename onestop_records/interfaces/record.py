"""Describing, capturing and filing records."""

from zope.interface import Interface


class IRecordWorkflow(Interface):
    """The declared table of a record's life, as access control and pages ask it."""

    def who_may(record, transition):
        """Return the principals that may make ``transition`` (``submit``, ``accept``, ``file``, ``return``,
        ``withdraw``) from the record's present state; an empty frozenset when it leads nowhere from there.

        Principals are those of ``security.principals``: ``role:archivist``, ``head:UNIT``, ``person:ID``,
        ``holder:KEEPING``. That the person may know of the record is asked besides.
        """

    def allowed(record, principals):
        """Return the names of the transitions somebody with these principals may make now, in order."""


class IDescriptions(Interface):
    """What records of each type say of themselves; ``schemas`` provides it, every way in passes it."""

    def types():
        """Return the mapping of code to ``RecordType``."""

    def schema(type):
        """Return the bound colander schema of a type, to draw a form from; raises KeyError."""

    def check(type, values):
        """Return the appstruct of ``values`` (form, JSON or appstruct, ``type`` left out).

        Raises Violations with everything that is wrong, unknown names included.
        """

    def values(record):
        """Return the description of a record as an appstruct, what is empty left out."""


class ICapture(Interface):
    """Bringing records in and describing them, before and after filing."""

    def capture(values, files):
        """Make a record in state *captured*; return it.

        ``values`` holds ``type`` and appstruct fields of its schema; ``files`` is a list of
        ``Received``. Raises Violations with everything that is wrong.
        """

    def describe(record, values):
        """Change the description; raises Violations, Conflict."""

    def add_file(record, received):
        """Add a component to a record that is not filed yet; return it. Raises Violations, Refused."""

    def add_version(record, file_id, received, reason):
        """Add a version of a component; a filed record wants a reason. Raises Missing, Violations."""

    def remove_file(record, file_id):
        """Take a component out before filing. Raises Missing, Refused."""

    def classify(record, grade, term, basis):
        """Set the classification with its term and basis. Raises Violations."""


class IVolumes(Interface):
    """What stands in a volume, before it is filed."""

    def take_in(volume, item):
        """Put a loose draft into a draft, which is a volume from then on; raises Refused."""

    def order(volume, item_ids):
        """Order the items so; those not named follow. Raises Refused once it is filed."""


class IFiling(Interface):
    """From captured to filed (records, *Filing*).

    Every act raises Conflict when the state does not allow it any more, Refused with all violations.
    """

    def submit(record):
        """Hand to the archivist."""

    def accept(record):
        """Filing appraisal passed: the record waits for arrangement."""

    def reserve(records):
        """Wait for the locks of the series in which these records get numbers; begin the transaction anew.

        Call it before anything is written: what was written so far is dropped. Filing is right without
        it, and repeats less with it. Raises Unavailable when the wait takes too long.
        """

    def file(record, override="", duplicates_accepted=False, code=""):
        """Check, fix, number, take into custody; return the record.

        ``override`` is the archivist's reason for filing in spite of a failed check;
        ``duplicates_accepted`` says that the same bytes may be on file twice; ``code`` is the reference
        code that the record brings along, instead of the next one of its series.
        """

    def file_batch(records, override="", duplicates_accepted=False, box=""):
        """File in the order given, in one transaction: all or none; return the ``Batch``.

        ``box`` is given to the paper ones. Fields of violations begin with the position, as ``3.title``.
        """

    def send_back(record, reason):
        """Return to the capturer; a reason is required."""

    def withdraw(record):
        """The capturer takes the record back."""

    def series(record):
        """The key of the series whose next number the record would get; raises Refused."""

    def duplicates(record):
        """Return the ids of other filed records with the same bytes, by the id of this record's file.

        Those alone that the actor may know of: of others nothing is said, here nor by ``file``.
        """

    def problems(record, code=""):
        """Return every violation that filing would meet now; the check of the content is not run."""


class IImporting(Interface):
    """Bringing many records in, a batch of rows in one transaction; each row has an ``Outcome``."""

    def take(rows, source, trial=False, filing=False):
        """Capture the rows that have not come in yet; return their outcomes.

        Of a ``trial`` the caller undoes the transaction; with ``filing`` it also says what filing would meet.
        """

    def file(outcomes):
        """File what came in and is not filed yet; what stands against it goes into the outcomes.

        Call it first in its transaction: it waits for the series' locks and begins anew.
        """


class IReferenceCodes(Interface):
    """Archival numbers: gap-free within a series, unique and never used again."""

    def series(record):
        """Return the key of the record's series; raises Refused."""

    def problems(record):
        """Return what keeps a code from being built, a list of violations."""

    def give(record):
        """Return ``(code, sequence)``: the next of the record's series. Writes the register."""

    def preview(records):
        """Return the codes these records would get in this order; an empty text where none can be built."""

    def adopt(record, code):
        """Register a code brought in from elsewhere; return its number. It may bring gaps and duplicates."""

    def gaps():
        """Return a ``SeriesReport`` for every series with gaps or duplicates."""


class IRetention(Interface):
    """The retention schedule."""

    def add(values):
        """Add a class; return its ``RetentionLine``. Raises Violations."""

    def in_use(line):
        """True when a record, a category, a matter or the filing scope names the class."""

    def change(line, values):
        """Change a class that no record has yet. Raises Refused, Violations."""

    def remove(line):
        """Delete a class that is not in use. Raises Refused."""

    def defaults(line):
        """Return ``{"categories": codes, "matters": names}`` to which the class applies by default."""

    def set_defaults(line, categories, matters):
        """Let the class apply to these and no others by default. Raises Violations."""

    def preview(line, edition):
        """Return the ``Preview`` of an edition: which running periods it moves, from what to what."""

    def propose(line, values, since, running, reason):
        """Propose an edition from a day on; ``running``: for running periods too. Return the ``Proposal``.

        Raises Violations, Conflict while another one waits.
        """

    def confirm(line, reason=""):
        """Let the proposed edition come into force on its day.

        Raises Refused when it shortens running periods and the actor is not a manager, is the proposer, or
        gives no reason; Conflict when nothing is proposed.
        """

    def refuse(line, reason):
        """Drop the proposed edition. Raises Refused, Conflict."""

    def extend(record, until, reason):
        """Let a filed record's period end later, on a day, or never (None): an expiry appraisal has decided.

        The class and the reference code stay; no later edition changes what was decided here. Emits
        ``PeriodExtended``. Raises Violations for a day that is not later, Refused unless it is filed.
        """


class IFonds(Interface):
    """Fonds and categories."""

    def add(number, title):
        """Make a fonds; return it. Raises Violations."""

    def rename(fonds, title):
        """Change the title. Raises Violations."""

    def add_category(fonds, values):
        """Make a category of ``code`` and what ``change_category`` takes; return it. Raises Violations."""

    def change_category(category, values):
        """Set ``title mark template volume_template item_template direct_filing retention keeper``.

        Codes given stay as they are, and so does the custody of what is filed: both are for what comes.
        ``keeper`` is the id of an archivist. Raises Violations.
        """

    def keeper(category):
        """The id of the archivist into whose custody records of the category pass, empty for none."""

    def check_category(fonds, values):
        """Return the ``preview`` of values not looked at yet; nothing is kept. Raises Violations."""

    def preview(fonds, values):
        """Return how the codes of an item, a volume and an item in it would look, of sound values."""


class IScope(Interface):
    """The filing scope and what units owe."""

    def entries(unit=None):
        """Return the entries in force that concern a unit (or all), 不归档 ones included, by code."""

    def ended():
        """Return the entries that are no longer in force."""

    def add(values):
        """Add an entry of the fields of ``ScopeEntry``; return it. Raises Violations."""

    def change(code, values):
        """Change an entry, or end it (``ended``); its code stays. Raises Violations, Missing."""

    def owed(unit, year):
        """Return the entries of which the unit has brought in nothing for that year."""

    def ship():
        """Put in the scope for an association; what is there already stays."""


class IArrangement(Interface):
    """Accepted records on their way to being numbered (整理)."""

    def groups():
        """Return ``{(category, year, unit): count}`` of what waits."""

    def waiting(category, year, unit):
        """Return the waiting records of a group in the order arranged."""

    def order(category, year, unit, by):
        """Order a group anew: ``date`` or ``affair``. Raises Violations."""

    def place(category, year, unit, record_ids):
        """Keep this order; ids not waiting are left out, those not named follow. Returns the records."""
