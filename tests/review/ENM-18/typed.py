"""Sends a size of its own."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.create(size="small")
