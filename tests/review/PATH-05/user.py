"""Names the variable of the path."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.retrieve(id="thing_1")
