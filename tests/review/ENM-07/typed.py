"""Looks for a state."""

from sdk import Test

client = Test(base_url="https://api.example.com")
print(client.thing.retrieve().size == "canceled")
