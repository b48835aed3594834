"""Reads the list of one page."""

from sdk import Test

client = Test(base_url="https://api.example.com")
print(client.things.list().items[0].id)
