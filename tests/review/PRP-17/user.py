"""Reads how many items a thing has."""

from sdk import Test

client = Test(base_url="https://api.example.com")
print(client.thing.retrieve().item_count)
