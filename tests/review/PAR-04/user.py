"""Lists the parts of a thing."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.parts.list("thing_1")
