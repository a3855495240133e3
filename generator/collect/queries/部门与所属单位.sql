-- 部门报的收支，与所属单位（含本级）之和减单位之间的上缴、补助（名册的“上缴”“补助”两列），相差的列出来。
-- 所属单位都报齐了的部门才比；差 100 元以内是舍入，不列。
-- 应当没有结果
with 抵销(栏目, 减上缴, 减补助) as (
  values
    ('收入.合计.决算', 1, 1), ('收入.附属单位上缴收入.决算', 1, 0), ('收入.上级补助收入.决算', 0, 1),
    ('支出.合计.决算', 1, 1), ('支出.上缴上级支出', 1, 0), ('支出.对附属单位补助支出', 0, 1)
),
部门 as (
  select distinct 预算编码, 单位名称 from 数据 where 计入 = '部门'
  except
  select 部门编码, 部门名称 from 单位
  where 状态 = '未报' or (本级 = '是' and not exists (
    select 1 from 数据 where 数据.预算编码 = 单位.预算编码 and 数据.单位名称 = 单位.单位名称 and 计入 = '是'))
),
报的 as (
  select 预算编码, 单位名称, 栏目, sum(值) as 值 from 数据
  where 计入 = '部门' and 行 = '' and 计量单位 = '元'
    and regexp_matches(栏目, '^(收入|支出)\.[^.]+(\.决算|\.合计\.决算)?$')
  group by all
),
单位数 as (
  select 部门编码, 部门名称, 栏目, sum(值) as 值
  from 数据 join 单位 using (预算编码, 单位名称)
  where 计入 = '是' and 行 = '' group by all
),
抵 as (
  select 部门编码, 部门名称, sum(上缴) as 上缴, sum(补助) as 补助 from 单位 where 部门名称 <> '' group by all
)
select
  部门.预算编码, 部门.单位名称, 报的.栏目, 报的.值 as 部门报的, coalesce(单位数.值, 0) as 单位之和,
  coalesce(减上缴 * 上缴, 0) + coalesce(减补助 * 补助, 0) as 抵销额,
  报的.值 - coalesce(单位数.值, 0) + coalesce(减上缴 * 上缴, 0) + coalesce(减补助 * 补助, 0) as 相差
from 部门
join 报的 using (预算编码, 单位名称)
left join 单位数 on 单位数.部门编码 = 部门.预算编码 and 单位数.部门名称 = 部门.单位名称 and 单位数.栏目 = 报的.栏目
left join 抵销 on 抵销.栏目 = 报的.栏目
left join 抵 on 抵.部门编码 = 部门.预算编码 and 抵.部门名称 = 部门.单位名称
where abs(相差) >= 100
order by 部门.预算编码, 报的.栏目;
