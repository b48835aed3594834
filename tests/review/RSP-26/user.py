"""Tells things by their class."""

from sdk.types import Thing

from sdk import Test

client = Test(base_url="https://api.example.com")
assert isinstance(client.thing.retrieve(), Thing)
