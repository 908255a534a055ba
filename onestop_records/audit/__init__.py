"""The audit trail: entries in the acting transaction, chains and seals by the worker, proof for anybody."""

from pyramid.config import Configurator

from onestop_records.audit.log import listener
from onestop_records.audit.service import audit_factory
from onestop_records.interfaces import IAudit


def includeme(config: Configurator) -> None:
    config.add_event_listener(listener)
    config.register_service_factory(audit_factory, IAudit)
    config.include("onestop_records.audit.refusals")
