"""Asks for things with a tag."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.list(tag="new")
