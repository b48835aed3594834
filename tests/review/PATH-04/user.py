"""Lists boxes."""

from sdk import Test

client = Test(base_url="https://api.example.com")
client.boxes.list()
