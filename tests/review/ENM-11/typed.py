"""Looks for a size of its own."""

from sdk import Test

client = Test(base_url="https://api.example.com")
size = client.thing.retrieve().size
print(size == "small")
