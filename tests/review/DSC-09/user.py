"""Tells pets by their class."""

from sdk.types import Cat

from sdk import Test

client = Test(base_url="https://api.example.com")
print(isinstance(client.thing.retrieve().pet, Cat))
