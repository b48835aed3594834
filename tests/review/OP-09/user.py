"""Locks the thing, and makes sure that it is locked."""

from sdk import Test

client = Test(base_url="https://api.example.com")
response = client.with_raw_response.lock()
assert response.http_request.method == "PUT"
