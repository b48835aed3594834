"""Asks for a limited number of things."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.list(limit=10)
