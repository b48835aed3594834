"""Takes a size for a count."""

from sdk import Test

client = Test(base_url="https://api.example.com")
count: int = client.thing.retrieve().size
print(count)
