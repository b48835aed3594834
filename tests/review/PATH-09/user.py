"""Reads somebody's account."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.users.retrieve("user_1")
