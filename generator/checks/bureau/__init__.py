"""A bureau's pack in (rules.yaml, 勾稽), the relations that it states out, or what is wrong with them."""

from .relation import relations_of

__all__ = ["relations_of"]
