"""Special tasks that the authority above gives (专项工作, S9.6)."""

from zope.interface import Interface


class ISpecialTasks(Interface):
    """Special tasks and their items.

    Every act raises Conflict when the state does not allow it any more, Refused or Violations with
    everything that stands against it.
    """

    def reserve():
        """Wait for the number of a new one; call it before anything is written."""

    def register(values, files=()):
        """Register a task with the fields of ``schemas.specialtask.TaskBody``, its letter as files."""

    def make(task, name, values=None, files=()):
        """Make the step ``name`` of a task, with the fields of ``schemas.specialtask.STEPS``."""

    def make_item(item, name, values=None, files=()):
        """Make the step ``name`` of an item, with the fields of ``schemas.specialtask.ITEM_STEPS``."""

    def steps(task):
        """Return the names of the steps of a task that the actor could make now, in order."""

    def item_steps(item):
        """The same of an item."""

    def change_terms(values):
        """Set ``category`` and ``retention`` of the files of tasks that are registered from now on."""
