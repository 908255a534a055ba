"""Bytes, what is read from them, and their checks."""

from zope.interface import Interface


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

    def page(path, number, mark=()):
        """Return a page of a PDF, counted from 1, as JPEG bytes; under the words of ``mark``, if any.

        Raises Missing, Damaged.
        """

    def marked(path, media_type, mark):
        """Return a PDF or picture under the words of ``mark`` and its media type; raises Unmarkable.

        ``mark`` is the reader's name and texts in plain ASCII, which are legible without Chinese fonts too.
        """


class IUploads(Interface):
    """Large files that come in ahead of their record; kept 24 hours."""

    def receive(stream, name):
        """Keep the bytes of a stream; return the ``Upload``. Raises Violations."""

    def take(upload_ids):
        """Hand over one's own uploads, once, as a list of ``Received``. Raises Violations."""

    def forget_expired(limit=1000):
        """Remove up to ``limit`` uploads that nobody took; return how many."""
