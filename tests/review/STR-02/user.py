"""Makes the parameters by calling their type: with a stream it is one of two, which cannot be called."""

from sdk.types import ThingCreateParams

from sdk import Test

client = Test(base_url="https://api.example.com")
params = ThingCreateParams(name="desk")
client.things.create(**params)
