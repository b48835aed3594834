"""Sends a key."""

from sdk import Test

client = Test(base_url="https://api.example.com", api_key="key")
client.things.list()
