"""A search that a person keeps."""

from collections.abc import Mapping
from datetime import datetime

from persistent import Persistent


class SavedSearch(Persistent):
    """``values`` are the values of the search form, name → text, to be asked again."""

    def __init__(self, search_id: str, person: str, name: str, values: Mapping[str, str], at: datetime):
        self.id = search_id
        self.person = person
        self.name = name
        self.values = dict(values)
        self.saved_at = at
