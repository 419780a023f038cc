-- Anomaly maps of runs whose detector gives them instead of reconstructions, or beside them.
create table run_map (
    run_id bigint           primary key references run_result on delete cascade,
    sha256 text             not null references blob (sha256),  -- packed float16, little-endian, test images in order
    edge   int              not null check (edge > 0),          -- values in a row, and rows
    first  double precision not null,                           -- column of the first value's center in pixels
    step   double precision not null check (step > 0),          -- pixels between values
    low    double precision not null,                           -- value shown as the darkest color
    high   double precision not null                            -- value shown as the brightest color, above low
);
create index run_map_blob on run_map (sha256);

alter table run_result alter reconstructions_sha256 drop not null;

create or replace view blob_use as
select u.sha256, u.dataset_id, u.account_id from upload u
union all
select v.images_sha256, v.dataset_id, d.account_id
from dataset_version v join dataset d on d.id = v.dataset_id where v.images_sha256 is not null
union all
select v.test_sha256, v.dataset_id, d.account_id
from dataset_version v join dataset d on d.id = v.dataset_id where v.test_sha256 is not null
union all
select m.sha256, v.dataset_id, d.account_id
from mask m join dataset_version v on v.id = m.version_id join dataset d on d.id = v.dataset_id
union all
select c.sha256, v.dataset_id, r.account_id
from run_checkpoint c join run r on r.id = c.run_id join dataset_version v on v.id = r.version_id
union all
select s.reconstructions_sha256, v.dataset_id, r.account_id
from run_result s join run r on r.id = s.run_id join dataset_version v on v.id = r.version_id
where s.reconstructions_sha256 is not null
union all
select m.sha256, v.dataset_id, r.account_id
from run_map m join run r on r.id = m.run_id join dataset_version v on v.id = r.version_id;
