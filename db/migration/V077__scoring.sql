-- In which range the values of images with more than 8 bits a sample were taken, by type, such as {"UINT16": [0, 4095]}; so that
-- new images of such a type are read as those of the version were. Null for versions of before.
alter table dataset_version add column value_ranges json;

-- A job that scores images with a registered model. Whoever may see the model's data set may see it.
create table scoring (
    id               bigint generated always as identity primary key,
    job_id           bigint      not null unique references job,
    model_version_id bigint      not null references model_version on delete cascade,
    sha256           text        not null,                     -- of the model version, as it was when the job was queued
    alias            text        not null default '',          -- by which it was asked for
    name             text        not null default '',
    version_id       bigint      references dataset_version on delete cascade,  -- null where uploads are scored
    split            text        check (split in ('train', 'test')),
    threshold_id     bigint      references threshold on delete set null,
    threshold        double precision,                         -- raw score from which an image is flagged; null without one
    look             double precision,                         -- raw score from which a person should look
    scale            double precision,                         -- calibrated = sigmoid((raw - threshold) / scale)
    maps             text        not null check (maps in ('none', 'flagged', 'all')),
    total            int,                                      -- images; null until the files were listed
    done             int         not null default 0,           -- of which there are rows, as are the next three
    failed           int         not null default 0,           -- can't be taken
    flagged          int         not null default 0,
    looks            int         not null default 0,
    image_size       int,
    channels         int,
    map_edge         int,                                      -- values in a row, and rows, of each map; null without maps
    map_first        double precision,                         -- column of the first value's center in pixels
    map_step         double precision,                         -- pixels between values
    account_id       bigint      not null references account,
    created_at       timestamptz not null default now()
);
create index scoring_model on scoring (model_version_id);
create index scoring_data on scoring (version_id);
create index scoring_threshold on scoring (threshold_id);

-- The files that are scored, in order.
create table scoring_upload (
    scoring_id bigint not null references scoring on delete cascade,
    place      int    not null,
    -- Checked at the commit: a deletion removes the uploads first and what refers to them after that.
    upload_id  bigint not null references upload deferrable initially deferred,
    primary key (scoring_id, place)
);
create index scoring_upload_upload on scoring_upload (upload_id);

-- What one write of the worker stored: the pixels of its images, and some of their maps, in two blobs.
create table scoring_chunk (
    scoring_id    bigint not null references scoring on delete cascade,
    first         int    not null,                              -- index of its first image
    count         int    not null check (count > 0),
    images_sha256 text   references blob (sha256),               -- packed uint8 HWC; null where they lie in a data set version
    maps_sha256   text   references blob (sha256),               -- packed float16, little-endian; null where it has none
    primary key (scoring_id, first)
);
create index scoring_chunk_images on scoring_chunk (images_sha256);
create index scoring_chunk_maps on scoring_chunk (maps_sha256);

create table scoring_image (
    scoring_id   bigint not null references scoring on delete cascade,
    index        int    not null,
    file         text   not null,
    sha256       text,                                           -- of the file; null where it lies in a data set version
    content      bytea,                                          -- half of the SHA-256 of what the detector looks at
    score        double precision,                               -- raw; null where the file can't be taken
    map          int,                                            -- its place among the maps of its chunk
    error_code   text,
    error_detail text,
    verdict      text   check (verdict in ('anomalous', 'normal', 'unsure')),
    verdict_type text   not null default '',
    verdict_note text   not null default '',
    verdict_by   bigint references account,
    verdict_at   timestamptz,
    primary key (scoring_id, index),
    check ((score is null) = (error_code is not null))
);
create index scoring_image_verdict on scoring_image (scoring_id) where verdict is not null;
create index scoring_image_score on scoring_image (scoring_id, score desc nulls last, index);

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
from packed_input p join dataset_version v on v.id = p.version_id join dataset d on d.id = v.dataset_id;
