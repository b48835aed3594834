"""Sends a file as base64."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.create(file="aGVsbG8=")
