"""Creates a thing of a certain size."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.create(size=3)
