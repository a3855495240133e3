"""Template dialect (模板语言): rendered Markdown and the values it holds places for in, a Document and faults out."""

from .build import parse
from .layout import laid_out

__all__ = ["laid_out", "parse"]
