"""A bureau's pack in (rules.yaml, 勾稽; pack.yaml, 列), the relations that it states out, or what is wrong with them."""

from .columns import faults_of
from .relation import relations_of

__all__ = ["faults_of", "relations_of"]
