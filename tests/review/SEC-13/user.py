"""Logs in with a name and a password."""

from sdk import Test

client = Test(base_url="https://api.example.com", username="ann", password="secret")
client.things.list()
