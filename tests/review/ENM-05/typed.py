"""Looks for a size."""

from sdk import Test

client = Test(base_url="https://api.example.com")
size = client.thing.retrieve().size
print(size == "green")
