"""What the public does without signing in, besides complaining; who serves clients beside the house."""

from zope.interface import Interface


class IProgress(Interface):
    """How far a case is, for whoever asked for it (H8.5)."""

    def wait(number, address):
        """Return how many seconds an address must wait before it asks for this number; 0 at once."""

    def find(number, proof, address):
        """Return the case with this number, None when ``proof`` is not the end of its telephone or code.

        ``proof`` has at least four characters. What does not fit is noted for ``wait``; the caller must not
        raise afterwards.
        """


class IKnownAnswers(Interface):
    """Questions and answers for everybody (H8.2.6)."""

    def keep(case, values):
        """Enter ``question`` and ``answer`` from a closed consultation, a draft; return it.

        Raises Violations, Refused.
        """

    def publish(one):
        """Let everybody read it: the head of its unit or a manager does. Raises Refused, Conflict."""

    def withdraw(one):
        """Show it no more, or not at all. Raises Refused, Conflict."""


class IProviders(Interface):
    """Service agencies and experts to whom needs are matched (S6.2); ``site.providers[id]`` is one of them.

    None is ever deleted. Personal data stands in no event.
    """

    def add(values):
        """Take one in, with the fields of ``models.provider.FIELDS``; return it. Raises Violations."""

    def change(provider, values):
        """Change what is known of it; return it. Raises Violations, Conflict when it has left."""

    def leave(provider, until, reason):
        """It left on that day; what runs with it goes on. Raises Violations, Conflict."""

    def refused(provider, case, reason, justified):
        """Note that it refused the need of a case, without good reason or with one."""
