-- A file on its way to a data set, in pieces, over broken connections and restarts.
create table partial_upload (
    id          bigint generated always as identity primary key,
    dataset_id  bigint      not null references dataset on delete cascade,
    account_id  bigint      not null references account on delete cascade,
    filename    text        not null,
    size        bigint      not null check (size >= 0),  -- as announced
    fingerprint text        not null default '',         -- by which its sender knows the file again
    handle      text        not null,                    -- of the pieces in the store
    upload_id   bigint      references upload on delete cascade,  -- once it is whole
    created_at  timestamptz not null default now(),
    touched_at  timestamptz not null default now()
);
create index partial_upload_sender on partial_upload (dataset_id, account_id);
create index partial_upload_whole on partial_upload (upload_id);
create index partial_upload_touched on partial_upload (touched_at);

-- Which blob is there for which data set and for whom; one row a use, so that sums are over distinct blobs.
create view blob_use as
select u.sha256, u.dataset_id, u.account_id from upload u
union all
select v.images_sha256, v.dataset_id, d.account_id
from dataset_version v join dataset d on d.id = v.dataset_id where v.images_sha256 is not null
union all
select c.sha256, v.dataset_id, r.account_id
from run_checkpoint c join run r on r.id = c.run_id join dataset_version v on v.id = r.version_id
union all
select s.reconstructions_sha256, v.dataset_id, r.account_id
from run_result s join run r on r.id = s.run_id join dataset_version v on v.id = r.version_id;
