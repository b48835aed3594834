"""Counts the days from one date to another."""

from datetime import date

from sdk import Test

client = Test(base_url="https://api.example.com")
print((client.thing.retrieve().size - date(2026, 1, 1)).days)
