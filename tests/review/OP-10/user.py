"""Changes a thing, and makes sure of how that was asked for."""

from sdk import Test

client = Test(base_url="https://api.example.com")
response = client.things.with_raw_response.update("thing_1")
assert response.http_request.method == "POST"
