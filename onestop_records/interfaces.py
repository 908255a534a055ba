"""Every contract between the parts. Imports nothing of ours."""

from zope.interface import Interface


class ISettings(Interface):
    """The frozen ``Settings`` of this instance."""


class IClock(Interface):
    """Tells the instant in UTC and the day in the archive's time zone."""

    def now():
        """Return the present instant, an aware datetime in UTC."""

    def today():
        """Return the present day in the setting ``timezone``."""

    def local(instant):
        """Return an instant in the setting ``timezone``."""


class INotifier(Interface):
    """Tells every listener of an event, in the acting transaction."""

    def __call__(event):
        """Pass ``event`` to the audit trail and the outbox."""


class IListener(Interface):
    """A factory ``(site, clock) -> callable(event)``, see the directive ``add_event_listener``."""


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


class IPasswords(Interface):
    """Hashes passwords and judges new ones."""

    def hash(password):
        """Return the argon2 hash to store."""

    def verify(stored, password):
        """True when ``password`` is the one; takes as long when ``stored`` is empty."""

    def problems(password, username):
        """Return what is wrong with a new password, a list of texts."""


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


class ISeriesLocks(Interface):
    """One filer at a time in each series."""

    def hold(tm, keys):
        """Wait for the locks of these series, then abort and begin; free them when the transaction ends.

        Raises Unavailable when the wait takes too long.
        """


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


class IFourPropertyCheck(Interface):
    """四性检测 (DA/T 70-2018)."""

    def run(record, occasion, code=""):
        """Run it and keep the report with the record; return the report. ``code`` is what filing would give.

        A report has ``failures``, a tuple of ``Violation``, empty when it passed, and ``final``, those of
        them that nobody overrides (a digest that differs, a virus).
        """

    def complete(record):
        """Finish the newest report when the files have been read; True when it changed. For the worker."""

    def reports(record):
        """Return all reports of a record, oldest first."""

    def tasks():
        """Return the filed records of which something failed since, until it passes or is settled."""

    def settle(record, reason):
        """The archivist has looked after what failed and says how. Raises Refused, also for what is final."""

    def again():
        """Check anew some filed records whose last check is too old, oldest first; return how many."""


class IStorage(Interface):
    """Content: blobs and their digests."""

    def receive(stream, name, limit):
        """Read a stream once into a blob, hashing on the way; return a ``Received``.

        Raises Violations over ``limit`` bytes or for a name that cannot be kept.
        """

    def open(version):
        """Open a version for reading (binary). Raises Damaged when the blob is missing."""

    def verify(version):
        """True when the bytes still have the digest and size noted."""


class IExtractor(Interface):
    """Reads what is in a file, in a separate limited process."""

    def recognise(path, name):
        """Return the media type by content, ``application/octet-stream`` when unknown."""

    def extract(path, name):
        """Return an ``Extraction``; never raises for bad content."""

    def page(path, number):
        """Return a page of a PDF, counted from 1, as JPEG bytes. Raises Missing, Damaged."""


class IFullText(Interface):
    """A full-text engine. Numbers are the catalogue's dense ones; bitmaps are ``pyroaring.BitMap``.

    One process writes, any number read and see each commit at once. Every call but ``clear`` raises Damaged
    when the index cannot be read; ``clear`` and indexing anew repair it. An index that does not exist is
    empty. Writing raises OSError when the disk refuses, TimeoutError while another process writes.
    """

    def update(documents, removed=()):
        """Index ``documents`` (pairs ``(number, fields)``), drop ``removed`` numbers; durable on return.

        ``fields`` maps names of ``search.fields.FIELDS`` (``title``, ``content``, ``code`` for reference
        code and document number, ``names`` …) to text; several values stand on a line each.
        """

    def search(query, within):
        """Return hits of a ``search.query.Query`` inside the bitmap ``within``.

        ``hits.numbers`` is their bitmap, ``hits.top(offset, limit)`` lists numbers, best first.
        """

    def suggest(prefix, within, limit=8):
        """Return up to ``limit`` completions, titles and names of documents inside ``within``."""

    def scour(kept):
        """Leave no byte of any record whose number is not in ``kept``; durable on return.

        ``update`` may leave what it removes or replaces in files until they are written anew.
        """

    def remains(kept):
        """Return what a ``scour`` would still have to remove, in words; an empty list when clean."""

    def clear():
        """Remove everything, a damaged index too."""

    def numbers():
        """Return the bitmap of all indexed numbers."""


class ICatalog(Interface):
    """Metadata indexes; written by the worker alone."""

    def number(record_id):
        """The dense number of a record or None."""

    def record_id(number):
        """The record id of a dense number."""

    def index(record, holds=()):
        """Put in or renew, with the ids of the holds that cover it; return the dense number."""

    def mark(record_id, holds):
        """Say anew which holds cover a record."""

    def held(record_ids):
        """Return those of the ids whose records are marked as held: for display, never for a rule."""

    def unindex(record_id):
        """Take out; return the dense number or None."""

    def allowed(principals):
        """The bitmap of what somebody with these principals may know of."""

    def select(filters, within):
        """Narrow ``within`` by ``{field: values}`` and the ranges ``from`` and ``to``."""

    def facets(within, names):
        """Return ``{field: {value: count}}`` over a bitmap."""

    def sort(within, field, reverse, offset, limit, after=None):
        """Return a page of numbers of ``within`` in the order of ``field``.

        ``field`` is ``date``, ``code`` or ``title``; ``after`` a place: the page begins behind it.
        Numbers without a key come last.
        """

    def place(field, number):
        """Return where a number stands: ``(key, number)``."""

    def numbers():
        """Return the bitmap of all numbers in use."""

    def note_failure(record_id, why):
        """Keep in mind that a record could not be indexed."""

    def note_success(record_id, read):
        """It was indexed; ``read`` when all of its files had been read before."""


class IOutbox(Interface):
    """Intents to index, left by writers, taken by the worker."""

    def pending(limit):
        """Return up to ``limit`` pairs (key, intent), oldest transaction first."""

    def waiting_for(person):
        """True while an intent written by ``person`` is not yet done."""

    def hidden():
        """Ids of records with a pending intent that touches access."""

    def waiting():
        """True while there is any intent."""

    def hurry():
        """Somebody waits: the worker, which else lets intents gather, begins at once."""

    def done(keys):
        """The worker has passed these keys of ``pending``: the first ones of each log."""

    def retire():
        """Drop what writers no longer use; called by the worker."""


class IFinding(Interface):
    """Search for one reader: hits, totals, facets, snippets, suggestions hold only what they may know of."""

    def search(question):
        """Return ``Results`` for a ``Question``; raises Violations for one that cannot be asked."""

    def search_all(questions):
        """Return the ``Results`` of several questions on one page: one entry notes all classified hits."""

    def listed(question, most):
        """Return the first ``most`` records, for lists; raises Violations like ``search``."""

    def suggest(prefix, limit=8):
        """Return completions."""

    def lagging():
        """True while intents wait."""


class ILookup(Interface):
    """Looking many codes or titles up at once, for one reader."""

    def read(content, name):
        """Return the lines of a workbook, CSV or text. Raises Violations."""

    def lines(text):
        """Return the lines of what was pasted; of a table, its column of codes or titles."""

    def answers(lines):
        """Return ``text`` and ``records`` for each line. Raises Violations when there are too many."""


class ISavedSearches(Interface):
    """Searches that the acting person keeps; nobody else sees them."""

    def all():
        """Return them, oldest first, each a ``SavedSearch``."""

    def save(name, query):
        """Keep the query of a search page's address; return the SavedSearch. Raises Violations."""

    def drop(search_id):
        """Keep it no longer; raises Missing."""


class IListing(Interface):
    """Lists of records that leave the system."""

    def table(name, question, form, words):
        """Return the ``Table`` of the list ``name`` (``results``, ``catalogue``) and note that it left.

        ``form`` is ``xlsx``, ``csv`` or ``print``; ``words`` maps ``classification``, ``retention`` and
        ``state`` to the words of their codes. Raises Violations.
        """

    def chosen(name, records, form, words):
        """The same of these records, in their order; the caller asked whether the reader may know them."""

    def found(title, headings, rows, form):
        """Return a ``Table`` of texts, such as the answer to a look-up of many, and note that it left."""

    def xlsx(table):
        """Return it as the bytes of a workbook; no cell is ever a formula."""

    def csv(table):
        """Return it as CSV in UTF-8 with a byte order mark; what begins like a formula is made text."""


class IAudit(Interface):
    """The audit trail: reading and proving it. Writing is by events only."""

    def entries(subject):
        """All entries of a subject in order, sealed ones first; each ``models.entry.Entry``."""

    def listing(person="", act="", subject="", day=None, cursor="", limit=50):
        """Return ``(entries, cursor)``, newest first; ``day`` is a date in the archive's time zone.

        A page may be short and still have a cursor; it is empty at the end. Raises ValueError for a
        cursor that is none.
        """

    def standing():
        """Return ``models.entry.Standing``: the last seal, its anchor, and how many entries wait."""

    def prove():
        """Return a ``Report``: what was looked at, and every ``Finding`` where entries and seals disagree."""

    def verify():
        """Return every ``Finding``; an empty list when clean."""

    def export():
        """Return an iterator over the lines of the whole trail, to be proved outside the system."""


class IPeople(Interface):
    """Accounts, roles, posts, clearance, sign-in and API tokens."""

    def add(username, name, password, roles=(), appointments=(), email=""):
        """Make an account with a keeping of its own; return the Person. Raises Violations."""

    def set_password(person, password):
        """Set a password; ends the person's sessions. Raises Violations."""

    def set_own_password(person, current, password):
        """The same by the person, who knows the present one. Raises Violations.

        Returns those of a wrong present password, or None: it is noted and throttled as at sign-in, so the
        caller must not raise them.
        """

    def change(person, values):
        """Change ``name``, ``email``, ``language``, ``roles``, ``clearance``, ``appointments``.

        Raises Violations, also for one's own roles, clearance or posts.
        """

    def close(person):
        """Close the account and end sessions and tokens; raises Refused with what is still held."""

    def reopen(person):
        """Let the person sign in again."""

    def may_sign_in(username, password, address):
        """Return the Person or None; notes failures and throttles, so the caller must return, not raise."""

    def sign_in_wait(username, address):
        """Return the seconds until the next attempt may be made, 0 at once."""

    def signed_out():
        """Note that the acting person signs out."""

    def issue_token(person, label, days=None, scope="write"):
        """Return ``(text, expires)`` of a new API token; the text is shown this once. Raises Violations."""

    def revoke_token(person, token_id):
        """End a token; raises Missing."""

    def tokens(person):
        """Return the person's ``ApiToken`` objects in force, newest first."""


class IUnits(Interface):
    """Units and posts."""

    def add(code, title, parent=None, posts=None):
        """Make a unit; ``posts`` maps codes to titles. Return it; raises Violations."""

    def change(unit, values):
        """Change ``title``, ``parent``, ``posts``, ``closed``; raises Violations."""

    def members(unit):
        """Return pairs (Person, Appointment) of the posts held in the unit today, by name."""


class IUploads(Interface):
    """Large files that come in ahead of their record; kept 24 hours."""

    def receive(stream, name):
        """Keep the bytes of a stream; return the ``Upload``. Raises Violations."""

    def take(upload_ids):
        """Hand over one's own uploads, once, as a list of ``Received``. Raises Violations."""

    def forget_expired(limit=1000):
        """Remove up to ``limit`` uploads that nobody took; return how many."""


class IIdempotency(Interface):
    """Answers to repeated requests of one person, for 24 hours."""

    def find(key, digest):
        """Return the ``KeptAnswer`` or None. Raises Violations when ``key`` went with another request."""

    def keep(key, digest, status, location, body):
        """Keep the answer in the acting transaction."""

    def forget_expired(limit=1000):
        """Remove up to ``limit`` old answers; return how many."""


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
        """Return the ``Purge`` of a batch (``step``, ``findings``, ``finished_at``), None before any erasure."""

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
        """Say that the register agrees with the records; with one's password."""

    def sign(disposal, password):
        """Sign that all of it was destroyed; with one's password."""

    def mark_paper(disposal, values, sequences=None):
        """Note ``method``, ``time`` and ``place`` of the destruction of paper; return how many rows."""


class IRegisters(Interface):
    """Appraisal report, destruction register (销毁清册) and transfer register, as people read them."""

    def report(disposal):
        """Return the appraisal report (鉴定报告) as a ``Register``."""

    def register(batch):
        """Return the register of a disposal or transfer as a ``Register``: cover, table, signatures."""

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
