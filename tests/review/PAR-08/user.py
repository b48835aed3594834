"""Asks for the second page."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.list(page_number=2)
