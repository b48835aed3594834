"""Lists things, as nothing had to be said for that."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.list()
