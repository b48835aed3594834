"""Halves a size."""

from sdk import Test

client = Test(base_url="https://api.example.com")
size = client.thing.retrieve().size
size /= 2
print(size)
