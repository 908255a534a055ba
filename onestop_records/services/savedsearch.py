"""Searches that a person keeps; nobody else sees them."""

from collections.abc import Iterator

from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementer

from onestop_records.clock import Clock
from onestop_records.errors import Missing, Violation, Violations
from onestop_records.events import Actor, SearchSaved
from onestop_records.i18n import _
from onestop_records.interfaces import IClock, INotifier, ISavedSearches
from onestop_records.models.identity import new_id
from onestop_records.models.savedsearch import SavedSearch
from onestop_records.models.site import Site
from onestop_records.services.notifier import Notifier

MOST = 50
LONGEST_NAME = 60
LONGEST_QUERY = 4000


@implementer(ISavedSearches)
class SavedSearches:
    """Of the acting person."""

    def __init__(self, site: Site, actor: Actor, clock: Clock, notify: Notifier) -> None:
        self.site = site
        self.actor = actor
        self.clock = clock
        self.notify = notify

    def all(self) -> list[SavedSearch]:
        person = self.actor.person
        return sorted(
            self.site.saved_searches.values((person, ""), (person, "~")), key=lambda each: each.saved_at
        )

    def save(self, name: str, query: str) -> SavedSearch:
        name = " ".join(name.split())
        Violations.check(self._wrong(name, query))
        saved = SavedSearch(new_id(), self.actor.person, name, query, self.clock.now())
        self.site.saved_searches[self.actor.person, saved.id] = saved
        self._note("saved")
        return saved

    def drop(self, search_id: str) -> None:
        try:
            del self.site.saved_searches[self.actor.person, search_id]
        except KeyError as error:
            raise Missing(search_id) from error
        self._note("dropped")

    def _wrong(self, name: str, query: str) -> Iterator[Violation]:
        if not 1 <= len(name) <= LONGEST_NAME:
            limits = {"most": LONGEST_NAME}
            yield Violation("name", _("A name has 1 to ${most} characters.", mapping=limits))
        if not 1 <= len(query) <= LONGEST_QUERY:
            yield Violation("query", _("There is nothing to keep: search for something first."))
        if len(self.all()) >= MOST:
            yield Violation("", _("At most ${most} searches can be kept.", mapping={"most": MOST}))

    def _note(self, what: str) -> None:
        """What was searched for is the person's own affair and stays out of the audit trail."""
        self.notify(SearchSaved(self.actor, self.actor.person, kind="person", after={"search": what}))


def saved_searches_factory(context: object, request: Request) -> SavedSearches:
    return SavedSearches(
        request.site,
        request.actor,
        request.find_service(IClock),
        request.find_service(INotifier),
    )


def includeme(config: Configurator) -> None:
    """Register saved searches."""
    config.register_service_factory(saved_searches_factory, ISavedSearches)
