"""Gates: where a rule reads one object and writes another (architecture, *Ground rules*, 18).

Readers of the store see a snapshot, so two transactions may each read what the other writes and both pass.
Whoever changes what a rule reads changes its gate, whoever relies on it reads the gate as it is now: one of
two that meet fails and is tried again.
"""

from persistent import Persistent

HOLDS, LOANS, HANDOVERS, CASES = "holds", "loans", "handovers", "cases"
GATES = (HOLDS, LOANS, HANDOVERS, CASES)


class Gate(Persistent):
    """One rule's meeting point; stands in ``site.gates`` by name."""

    changes = 0

    def change(self) -> None:
        """Called by whoever changes what the rule reads."""
        self.changes += 1

    def read(self) -> None:
        """Called by whoever relies on it: the commit fails (and is tried again) if it has changed since."""
        self._p_activate()  # a ghost has no serial to compare
        if self._p_jar is not None:
            self._p_jar.readCurrent(self)
