"""What a page does with an act that the rules forbid: nothing of it is kept, and that it was tried is."""

from pyramid.request import Request

from onestop_records.errors import Conflict, Refused


def undo(request: Request, refused: Refused) -> None:
    """Roll the act back when the page is answered, and say so with the status: 422, or 409 for a conflict.

    The refusal waits on the request for the tween of the audit trail, as one that is raised does.
    """
    request.tm.doom()
    request.refused = refused
    request.response.status_int = 409 if isinstance(refused, Conflict) else 422
