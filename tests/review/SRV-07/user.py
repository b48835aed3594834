"""Talks to the servers in Europe."""

from sdk import Test

Test(region="eu").things.list()
