"""Declared processes; importing one validates its table."""

from pyramid.config import Configurator

from onestop_records.interfaces import IRecordWorkflow
from onestop_records.workflow.record import WORKFLOW


def includeme(config: Configurator) -> None:
    """Register the tables for those who ask what may come next."""
    config.register_service(WORKFLOW, IRecordWorkflow)
