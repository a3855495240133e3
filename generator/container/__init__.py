"""A zip or a DOCX that anybody may have made in, its parts within bounds out, or what is wrong with it.

Whoever reads such a file opens it here: no exception of zipfile, zlib or lxml leaves this unit.
"""

from .flaw import Flaw
from .package import main_part
from .trees import trees
from .zipped import DOCX, PACK, ZipBounds, Zipped, flaw_of_size, in_file, opened

__all__ = ["DOCX", "PACK", "Flaw", "ZipBounds", "Zipped", "flaw_of_size", "in_file", "main_part", "opened", "trees"]
