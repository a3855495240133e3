"""What many units filed and a roster in; who has filed, what is wrong, the figures and their sums out (收报)."""

from .run import Asked, Settled, Task, collect, question, remembered

__all__ = ["Asked", "Settled", "Task", "collect", "question", "remembered"]
