-- 各地区的应报、已报、收入、支出（元）。
with 数 as (
  select 预算编码, 单位名称,
    sum(值) filter (where 栏目 = '收入.合计.决算') as 收入,
    sum(值) filter (where 栏目 = '支出.合计.决算') as 支出
  from 数据
  where 计入 = '是' and 行 = ''
  group by 预算编码, 单位名称
)
select
  地区, count(*) as 应报, count(*) filter (where 状态 <> '未报') as 已报, count(*) filter (where 状态 = '有错') as 有错,
  sum(收入) as 收入, sum(支出) as 支出
from 单位 left join 数 using (预算编码, 单位名称)
group by 地区
order by 地区;
