"""Treats an empty text as no size."""

from sdk import Test

client = Test(base_url="https://api.example.com")
size = client.thing.retrieve().size
if size == "":
    size = None
print(size)
