"""Has the client fetch its tokens."""

from sdk import Test

client = Test(base_url="https://api.example.com", client_id="id", client_secret="secret")
client.things.list()
