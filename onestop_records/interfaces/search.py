"""Full text, catalogue, outbox and finding."""

from zope.interface import Interface


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

    def record_ids(numbers):
        """The record ids of many dense numbers, in their order."""

    def index(record, holds=()):
        """Put in or renew, with the ids of the holds that cover it; return the dense number."""

    def mark(record_id, holds):
        """Say anew which holds cover a record."""

    def held(record_ids):
        """Return those of the ids whose records are marked as held: for display, never for a rule."""

    def entrust(record):
        """Say anew in which keeping a record is: the worker moved it, and writes this with the move."""

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

    def records():
        """Ids of all records with a pending intent; ``models.intent.REBUILD`` among them for everything."""

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
