"""Takes the year from a date that is text."""

from sdk import Test

client = Test(base_url="https://api.example.com")
print(client.thing.retrieve().size.split("-")[0])
