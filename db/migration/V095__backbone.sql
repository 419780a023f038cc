-- Networks that a team brings as safetensors, to be used frozen. Runs and models keep the file by its SHA-256, so a model
-- still has its weights when its backbone is gone.
create table backbone (
    id           bigint generated always as identity primary key,
    name         text        not null unique,
    architecture text        not null,                                 -- such as ResNet-18
    license      text        not null,
    source       text        not null,
    filename     text        not null,
    sha256       text        not null references blob (sha256),
    job_id       bigint      not null unique references job,           -- the self test
    tested       text,                                                 -- what it found; null until it has passed
    account_id   bigint      not null references account,              -- who added it
    created_at   timestamptz not null default now()
);
create index backbone_sha256 on backbone (sha256);

alter table run add column backbone_sha256 text references blob (sha256);
create index run_backbone_sha256 on run (backbone_sha256);
alter table model_version add column backbone_sha256 text references blob (sha256);
create index model_version_backbone_sha256 on model_version (backbone_sha256);

-- Counted once, for whoever added it: runs and models of others take no room by it.
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
from run_map m join run r on r.id = m.run_id join dataset_version v on v.id = r.version_id
union all
select w.weights_sha256, m.dataset_id, w.account_id
from model_version w join registered_model m on m.id = w.model_id
union all
select c.images_sha256, m.dataset_id, s.account_id
from scoring_chunk c join scoring s on s.id = c.scoring_id
join model_version w on w.id = s.model_version_id join registered_model m on m.id = w.model_id
where c.images_sha256 is not null
union all
select c.maps_sha256, m.dataset_id, s.account_id
from scoring_chunk c join scoring s on s.id = c.scoring_id
join model_version w on w.id = s.model_version_id join registered_model m on m.id = w.model_id
where c.maps_sha256 is not null
union all
select o.sha256, v.dataset_id, d.account_id
from own_image o join dataset_version v on v.id = o.version_id join dataset d on d.id = v.dataset_id
union all
select m.sha256, v.dataset_id, d.account_id
from own_mask m join dataset_version v on v.id = m.version_id join dataset d on d.id = v.dataset_id
union all
select p.sha256, v.dataset_id, d.account_id
from packed_input p join dataset_version v on v.id = p.version_id join dataset d on d.id = v.dataset_id
union all
select e.sha256, m.dataset_id, e.account_id
from model_export e
join model_version w on w.id = e.model_version_id join registered_model m on m.id = w.model_id
where e.sha256 is not null
union all
select b.sha256, null::bigint, b.account_id from backbone b
union all
select r.backbone_sha256, null::bigint, b.account_id
from run r join backbone b on b.sha256 = r.backbone_sha256 where r.backbone_sha256 is not null
union all
select w.backbone_sha256, null::bigint, coalesce(b.account_id, w.account_id)
from model_version w left join backbone b on b.sha256 = w.backbone_sha256 where w.backbone_sha256 is not null;
