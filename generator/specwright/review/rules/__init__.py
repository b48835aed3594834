"""The rules, one file for each part of the catalogue. Importing this package registers them all."""

from . import (
    bodies,
    composition,
    constraints,
    defaults,
    documents,
    enums,
    operations,
    parameters,
    properties,
    responses,
    security,
    servers,
    types,
)

__all__ = [
    "bodies",
    "composition",
    "constraints",
    "defaults",
    "documents",
    "enums",
    "operations",
    "parameters",
    "properties",
    "responses",
    "security",
    "servers",
    "types",
]
