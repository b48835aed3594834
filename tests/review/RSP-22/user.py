"""Reads a thing's name."""

from sdk import Test

client = Test(base_url="https://api.example.com")
print(client.thing.retrieve().name)
