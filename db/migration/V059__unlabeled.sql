-- An element of label_set.anomalous is null where nobody said what the image is. A program of the version before fails on
-- such a set, and shows no wrong metrics by it.
alter table label_set
    add column unlabeled_count int not null
        generated always as (cardinality(array_positions(anomalous, null::boolean))) stored,
    add column public_unlabeled_count int; -- of a version that is split

-- In a draft null takes the label away.
alter table label_draft alter column anomalous drop not null;

-- On how many labels metrics rest; null where a program of the version before computed them since.
alter table run_judgement add column labeled_count int;
alter table submission_judgement add column labeled_count int;

with counted as materialized (
    select l.id, cardinality(l.anomalous) as every, coalesce(cardinality(array_positions(s.public, true)), 0) as open
    from label_set l left join label_split s on s.version_id = l.version_id)
update run_judgement g set labeled_count = case g.part when 'ALL' then every when 'PUBLIC' then open else every - open end
from counted where counted.id = g.label_set_id;
with counted as materialized (
    select l.id, cardinality(l.anomalous) as every, coalesce(cardinality(array_positions(s.public, true)), 0) as open
    from label_set l left join label_split s on s.version_id = l.version_id)
update submission_judgement g
set labeled_count = case g.part when 'ALL' then every when 'PUBLIC' then open else every - open end
from counted where counted.id = g.label_set_id;
update label_set l set public_unlabeled_count = 0
from label_split s where s.version_id = l.version_id;
