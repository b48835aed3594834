"""Sends a kitten."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.create(pet={"kind": "kitten"})
