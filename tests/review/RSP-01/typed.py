"""Treats a nameless thing as none."""

from sdk import Test

client = Test(base_url="https://api.example.com")
thing = client.thing.retrieve()
if thing and not thing.name:
    thing = None
print(thing)
