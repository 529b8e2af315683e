"""The version of Gongji."""

__version__ = "0.1.0"
