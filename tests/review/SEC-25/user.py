"""Sends a token."""

from sdk import Test

client = Test(base_url="https://api.example.com", bearer_token="token")
client.things.list()
