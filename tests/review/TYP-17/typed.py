"""Asks for things of a size."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.list(size=3)
