"""Treats a size as the text that it is."""

from sdk import Test

client = Test(base_url="https://api.example.com")
print(client.thing.retrieve().size.upper())
