"""Takes a pet for a cat."""

from sdk.types import Cat

from sdk import Test

client = Test(base_url="https://api.example.com")
pet: Cat | None = client.thing.retrieve().pet
print(pet)
