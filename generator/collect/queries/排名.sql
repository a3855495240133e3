-- 自评得分从高到低；同分的名次相同。整体的和项目的各排各的，不同模板的各排各的。
select
  rank() over (partition by 模板, 栏目 order by 值 desc) as 名次,
  预算编码, 单位名称, 值 as 得分, 行 as 项目, 模板
from 数据
where 计入 <> '否' and (栏目 = '自评得分' or 栏目 like '%.自评得分')
order by 模板, 栏目, 名次, 预算编码;
