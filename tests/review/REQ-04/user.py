"""Creates a thing of which nothing need be said."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.create()
