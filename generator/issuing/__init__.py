"""A bureau's pack in, proved, told apart from its older one, sealed and published; what a department installs of it out."""

from .comparing import Chapter, compare
from .given import Given, given
from .sealing import broken_seal, sealed
from .trial import Tried, trial

__all__ = ["Chapter", "Given", "Tried", "broken_seal", "compare", "given", "sealed", "trial"]
