"""The distribution's name and version. The generator writes this file for every SDK; this one is for tests."""

__title__ = "brand_sdk"
__version__ = "0.0.0"
