-- 收入、支出各大项之和（元）。
select 栏目, count(distinct 文件) as 份数, sum(值) as 合计
from 数据
where 计入 = '是' and 行 = '' and 计量单位 = '元'
  and regexp_matches(栏目, '^(收入|支出)\.[^.]+(\.决算|\.合计\.决算)?$')
group by 栏目
order by 栏目;
