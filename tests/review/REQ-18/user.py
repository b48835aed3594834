"""Creates a thing with a name."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.create(name="box")
