"""Takes the first letter of one of the values."""

from sdk import Test

client = Test(base_url="https://api.example.com")
print(client.thing.retrieve().size[0])
