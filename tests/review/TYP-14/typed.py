"""Replaces a size by a number."""

from sdk import Test

client = Test(base_url="https://api.example.com")
size = client.thing.retrieve().size
size = 3
print(size)
