# File generated from the OpenAPI document by specwright.

__title__ = "cadenya"
__version__ = "1.1.0"
