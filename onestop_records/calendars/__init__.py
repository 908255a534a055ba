"""Working days: the official calendar, the house's own closures and hours, and deadlines by them."""

from pyramid.config import Configurator
from pyramid.request import Request

from onestop_records.calendars.workingdays import WorkingDays
from onestop_records.interfaces import IClock, IWorkingDays


def factory(context: object, request: Request) -> WorkingDays:
    return WorkingDays(request.site.calendar, request.find_service(IClock))


def includeme(config: Configurator) -> None:
    config.register_service_factory(factory, IWorkingDays)
