"""A search that a person keeps."""

from datetime import datetime

from persistent import Persistent


class SavedSearch(Persistent):
    """``query`` is the query of the search page's address (``q=…&unit=…``), to be asked again."""

    def __init__(self, search_id: str, person: str, name: str, query: str, at: datetime) -> None:
        self.id = search_id
        self.person = person
        self.name = name
        self.query = query
        self.saved_at = at
