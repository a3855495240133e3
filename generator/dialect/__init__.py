"""Template dialect (模板语言): rendered Markdown and the values it holds places for in, a Document and faults out."""

from .build import parse

__all__ = ["parse"]
