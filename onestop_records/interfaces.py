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
        """Add a class; return it. Raises Violations."""


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

    def index(record):
        """Put in or renew; return the dense number."""

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
