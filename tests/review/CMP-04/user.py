"""Tells pets by their class."""

from sdk.types import Fish

from sdk import Test

client = Test(base_url="https://api.example.com")
print(isinstance(client.thing.retrieve().pet, Fish))
