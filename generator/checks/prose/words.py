"""The words by which sentences speak of an earlier year and say which way something went, and the signs that end a clause."""

LAST_YEAR = "上年|去年|上一年"
EARLIER = f"{LAST_YEAR}|往年|历年|同期"
"""What is said of it is not of the report's year."""
UP = ("增加", "增长", "上升", "上涨", "提高", "提升", "增幅")
DOWN = ("减少", "下降", "降低", "降幅", "下滑", "缩减", "压减")
WAYS = "|".join((*UP, *DOWN))
BREAKS = "，。；,;"
"""Signs that end a clause in its line."""
WITHIN = f"{BREAKS}：\n\f"
"""Those, and what stands between a heading and a clause, or at the end of a paragraph."""
CLAUSE = frozenset(f"{WITHIN}:（(")
"""Those, and what opens a bracket."""
