"""Reads what a webhook brought."""

from sdk.types import Note

print(Note.model_validate({"name": "x"}).name)
