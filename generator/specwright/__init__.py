"""specwright: reads an OpenAPI document and writes the Python SDK that a careful person would have written by hand."""

__version__ = "0.1.0"
