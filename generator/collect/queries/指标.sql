-- 同名的三级指标：多少家有，分值、得分之和，得分率最低的在前。
select
  regexp_replace(regexp_extract(行, '[^/]*$'), '^ +|（第[0-9]+项）$', '', 'g') as 指标,
  count(distinct 文件) as 份数,
  sum(值) filter (where 栏目 like '%指标.分值') as 分值,
  sum(值) filter (where 栏目 like '%指标.得分') as 得分,
  round(100 * sum(值) filter (where 栏目 like '%指标.得分')
    / nullif(sum(值) filter (where 栏目 like '%指标.分值'), 0), 2) as 得分率
from 数据
where 计入 = '是' and (栏目 like '%指标.分值' or 栏目 like '%指标.得分')
group by 指标
having 得分 is not null
order by 得分率, 指标;
