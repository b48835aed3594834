"""Goes through the members of a free-form object."""

from sdk import Test

client = Test(base_url="https://api.example.com")
print(list(client.thing.retrieve().size.items()))
