"""What an indicator or a rate is called that tells a part of a whole, and so never comes to more than all of it."""

from __future__ import annotations

from ..pattern import deferred

_OF_ALL = (
    "满意|合格|办结|正确|准确|完好|知晓|回访|接通|(?<!拨备)(?<![本利]息)覆盖|达标|优良|优秀|及格|通过|公开|普及|合规|成功|可用|结案|整改|响应|处置|出勤|就业|"
    "公示|支持|认可|答复|签收|完整|规范|参保|参训|参与|(?<!毛)入学|回收|建档|签约|入户|落实|"
    "处理|兑现|验收|发放|成活|存活|治愈|化解|解决|采纳|接种|有效|破案|保证|到岗|巩固|安装|反馈|排查|开工|留存|好评|办成|网办|"
    "保存|在线|检出|闭环"
)
SHARE = deferred(
    r"(?:(?:及时|按时|准时|按期)[一-鿿]{0,2}(?<!增长)(?<!提升)(?<!提高)(?<!下降)"
    rf"|(?:{_OF_ALL})[一-鿿]{{0,2}}?(?<!完成)(?<!增长)(?<!提升)(?<!提高)(?<!下降)(?<!降低)(?<!变化)(?<!增))[度率]"
    r"(?:[（(][^（）()]*[）)])?$"
)
"""What an indicator is called that tells a part of a whole; 完成率 and 增长率 may well be above it."""
