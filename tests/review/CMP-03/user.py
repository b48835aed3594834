"""Makes a fish."""

from sdk.types import FishParam

from sdk import Test

client = Test(base_url="https://api.example.com")
fish: FishParam = {"kind": "fish", "fins": 2}
client.things.create(pet=fish)
