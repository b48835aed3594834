"""Treats an answer of which nothing is known as the text that it is."""

from sdk import Test

client = Test(base_url="https://api.example.com")
print(client.thing.retrieve().upper())
