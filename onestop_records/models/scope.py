"""Filing scope (归档范围): what each unit files, for how long, and what is not filed (不归档)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ScopeEntry:
    """A kind of paper. ``units`` are codes, empty for every unit; ``filed`` is False on the 不归档 list."""

    code: str
    title: str
    group: str
    units: tuple[str, ...] = ()
    category: str = ""
    retention: str = ""
    filed: bool = True
    note: str = ""
    ended: bool = False  # offered and owed no more; records that name it keep it

    def concerns(self, unit: str) -> bool:
        """True when the unit produces this kind."""
        return not self.units or unit in self.units
