"""Parts of cases, for the forms and the API: what each step is told."""

from collections.abc import Callable, Mapping
from typing import Any

from schemas import caseagency, casematching
from schemas.caseagency import AGENCY
from schemas.casejoint import JOINT
from schemas.casematching import MATCHING
from schemas.evaluation import Uploads

STEPS: Mapping[str, Any] = {**JOINT, **AGENCY, **MATCHING}
WITH_FILES = caseagency.WITH_FILES | casematching.WITH_FILES  # to these files may be attached


def _uploaded(body: Callable[[], Any]) -> Callable[[], Any]:
    """The body through the API, with the ids of files sent ahead."""

    def made() -> Any:
        schema = body()
        schema.add(Uploads(name="files", missing=()))
        return schema

    return made


BODIES = {name: _uploaded(body) if name in WITH_FILES else body for name, body in STEPS.items()}  # of the API
