"""Gives a size as text."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.create(size="large")
