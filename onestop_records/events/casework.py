"""Matters, enterprises, deadlines, cases, complaints, evaluations."""

from onestop_records.events.base import Event


class EvaluationInvited(Event):
    """A client got an address at which a case may be evaluated."""


class EvaluationGiven(Event):
    """A client said how satisfied they are."""


class EvaluationImproved(Event):
    """Somebody said what was done about a low grade."""


class MatterChanged(Event):
    """A matter was made, changed, published or withdrawn."""


class EnterpriseAdded(Event):
    """The quality file of an enterprise was opened."""


class EnterpriseChanged(Event):
    """The data of an enterprise or the keeper of its file changed."""


class EnterprisesMerged(Event):
    """Two files were found to be of one enterprise."""


class EnterprisesSplit(Event):
    """Two merged files turned out to be of two enterprises."""


class DeadlineStarted(Event):
    """A clock was started."""


class DeadlinePaused(Event):
    """A clock waits for the client."""


class DeadlineResumed(Event):
    """A clock counts on."""


class DeadlineMet(Event):
    """A clock was stopped in time."""


class DeadlineMissed(Event):
    """A clock was stopped late, or its end has passed."""


class DeadlineWarned(Event):
    """People were told that a deadline is near."""


class DeadlineChased(Event):
    """What is overdue was chased; from the second time on superiors were told too."""


class DeadlineMoved(Event):
    """The calendar has changed, and with it a deadline."""


class CaseReceived(Event):
    """A case was entered at a window."""


class CaseMoved(Event):
    """A step of a case was made."""


class AnswerKept(Event):
    """An answer was entered into the store of questions and answers (H8.2.6)."""


class AnswerMoved(Event):
    """It was published or withdrawn."""


class BookingMade(Event):
    """An appointment was made, by the client or for them; who they are is not told."""


class BookingMoved(Event):
    """A step of an appointment was made; why stands with it alone."""


class BookingLinked(Event):
    """An appointment led to a case."""


class BookingErased(Event):
    """The names of an appointment were erased."""


class SpecialTaskRegistered(Event):
    """A task that the authority above gave was registered (S9.6.1)."""


class SpecialTaskMoved(Event):
    """A step of a special task, or of one of its items, was made."""


class ComplaintRegistered(Event):
    """A complaint came in; neither who complained nor of whom is told."""


class ComplaintMoved(Event):
    """A step of a complaint was made; why stands in its file alone."""


class ProviderAdded(Event):
    """A service agency or an expert was taken in."""


class ProviderChanged(Event):
    """What is known of a service agency or an expert changed, or it left; personal data is only named."""


class ProviderRefused(Event):
    """A service agency or an expert refused a need that was passed on to it (N58.6, N64.1)."""
