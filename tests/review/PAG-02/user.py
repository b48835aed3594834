"""Reads the first of all things."""

from sdk import Test

client = Test(base_url="https://api.example.com")
print(next(iter(client.things.list())).id)
