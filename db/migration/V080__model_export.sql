-- The bundle of a model version for other programs, one of each format; made by a job, kept, and made again on demand.
create table model_export (
    id               bigint generated always as identity primary key,
    model_version_id bigint      not null references model_version on delete cascade,
    format           text        not null check (format in ('onnx', 'torchscript', 'both')),
    job_id           bigint      not null unique references job,
    threshold_id     bigint      references threshold on delete set null, -- the one in the bundle; null = none
    software         text        not null,                                -- version of the program that was asked for it
    sha256           text        references blob (sha256),                -- the ZIP; null until it is made
    manifest         json,                                                -- the bundle's manifest.json; null until it is made
    account_id       bigint      not null references account,             -- who asked for it
    created_at       timestamptz not null default now(),
    unique (model_version_id, format),
    check ((sha256 is null) = (manifest is null))
);
create index model_export_sha256 on model_export (sha256);
create index model_export_threshold on model_export (threshold_id);

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
where e.sha256 is not null;
