"""Reads the year of a date."""

from sdk import Test

client = Test(base_url="https://api.example.com")
print(client.thing.retrieve().size.year)
