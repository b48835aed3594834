"""Names the second variable of the path and gives the last by position."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.things.retrieve("b", a="a")
