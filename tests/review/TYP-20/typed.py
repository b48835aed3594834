"""Takes a size away."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.create(size=None)
