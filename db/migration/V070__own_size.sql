-- Images at their own size, beside the packed squares of one size: files (PNG, JPEG, ..) one after the other, training
-- images first. A version without a row has no others than the packed ones.
create table own_image (
    version_id    bigint   primary key references dataset_version on delete cascade,
    sha256        text     not null references blob (sha256),
    start         bigint[] not null,                                        -- byte of each file, then the blob's length
    width         int[]    not null,
    height        int[]    not null,
    fit           text     not null check (fit in ('CROP', 'PAD', 'STRETCH')), -- how the packed squares were made
    largest_width int      not null,
    largest_height int     not null
);
create index own_image_blob on own_image (sha256);

-- Their masks, as mask.test_index has them: PNG files, 0 = normal.
create table own_mask (
    version_id bigint   primary key references own_image on delete cascade,
    sha256     text     not null references blob (sha256),
    start      bigint[] not null
);
create index own_mask_blob on own_mask (sha256);

-- What a run asked of its images; null = the packed ones.
alter table run add column input jsonb;

-- Packed squares that a run's input made of the images, kept for the next one. They can be made again at any time.
create table packed_input (
    version_id  bigint not null references dataset_version on delete cascade,
    input       text   not null,                    -- the part of an input that its pixels follow from
    sha256      text   not null references blob (sha256),
    train_count int    not null,                    -- squares; an image has several where it is cut in tiles
    test_count  int    not null,
    primary key (version_id, input)
);
create index packed_input_blob on packed_input (sha256);

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
select o.sha256, v.dataset_id, d.account_id
from own_image o join dataset_version v on v.id = o.version_id join dataset d on d.id = v.dataset_id
union all
select m.sha256, v.dataset_id, d.account_id
from own_mask m join dataset_version v on v.id = m.version_id join dataset d on d.id = v.dataset_id
union all
select p.sha256, v.dataset_id, d.account_id
from packed_input p join dataset_version v on v.id = p.version_id join dataset d on d.id = v.dataset_id
union all
select w.weights_sha256, m.dataset_id, w.account_id
from model_version w join registered_model m on m.id = w.model_id;
