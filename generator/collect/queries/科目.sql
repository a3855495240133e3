-- 各科目的决算数之和（元），功能分类、经济分类各算各的；类、款、项各有各的行，不要再相加。
-- 部门的合并数不与所属单位的重复加。
select
  regexp_replace(栏目, '\.[^.]*$', '') as 范围,
  regexp_extract(行, '^[0-9]+') as 编码,
  any_value(regexp_replace(行, '（第[0-9]+项）$', '')) as 科目,
  count(distinct 文件) as 份数,
  sum(值) as 决算
from 数据
where 计入 = '是' and regexp_matches(栏目, '^支出\..*科目\.决算$')
group by 范围, 编码
order by 范围, 编码;
