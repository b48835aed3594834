"""Adds to the sizes of a thing."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.thing.retrieve().size.append("xl")
