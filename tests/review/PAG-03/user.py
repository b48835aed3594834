"""Begins in the middle."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.list(offset=20)
