"""Reads the user's own account."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.users.me.retrieve()
