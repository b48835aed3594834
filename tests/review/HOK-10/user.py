"""Reads what a callback brought."""

from sdk.types import Event

print(Event.model_validate({"id": "x"}).id)
