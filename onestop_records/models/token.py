"""API tokens: the store has only their digests."""

from datetime import datetime

from persistent import Persistent

SCOPES = ("read", "write")  # ``read``: reading requests only


class ApiToken(Persistent):
    """Lets programs act for a person until ``expires_at``; ``id`` names it in pages and the audit trail."""

    def __init__(
        self, token_id: str, person: str, label: str, scope: str, at: datetime, expires_at: datetime
    ) -> None:
        self.id = token_id
        self.person = person
        self.label = label
        self.scope = scope
        self.issued_at = at
        self.expires_at = expires_at
        self.used_at: datetime | None = None
        self.revoked_at: datetime | None = None

    def in_force(self, at: datetime) -> bool:
        """Neither revoked nor past its term."""
        return self.revoked_at is None and at < self.expires_at
