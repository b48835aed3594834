"""Trusts that the client knows where the API is."""

from sdk import Test

Test().things.list()
