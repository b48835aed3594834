"""Takes the answer for what it is."""

from sdk.types import ThingPage

from sdk import Test

client = Test(base_url="https://api.example.com")
assert isinstance(client.things.list(), ThingPage)
