create table dataset (
    id          bigint generated always as identity primary key,
    name        text        not null check (length(name) between 1 and 200),
    description text        not null default '',
    visibility  text        not null default 'team' check (visibility in ('private', 'team')),
    baselines   jsonb       not null default '[]', -- [{"name":"simple","auroc":0.5297}], lines on the leaderboard
    account_id  bigint      not null references account,
    created_at  timestamptz not null default now()
);
create unique index dataset_name on dataset (account_id, lower(name));

create table upload (
    id         bigint generated always as identity primary key,
    dataset_id bigint      not null references dataset on delete cascade,
    filename   text        not null,
    size       bigint      not null,
    sha256     text        not null,
    account_id bigint      not null references account,
    created_at timestamptz not null default now()
);

create index upload_dataset on upload (dataset_id);

create table dataset_version (
    id            bigint generated always as identity primary key,
    dataset_id    bigint      not null references dataset on delete cascade,
    number        int         not null,
    job_id        bigint      not null unique references job,
    spec          jsonb       not null,            -- files and options of the import
    image_size    int,                             -- pixels, after the import
    channels      int,
    train_count   int         not null default 0,
    test_count    int         not null default 0,
    images_sha256 text,                            -- packed uint8 NHWC, training images first, then test images
    report        jsonb       not null default '{}',
    ready_at      timestamptz,                     -- set with the content, in one transaction
    created_at    timestamptz not null default now(),
    unique (dataset_id, number)
);

-- The test images' labels, in order of the test split. One array a column: a set of 100,000 is one row, read at once.
create table label_set (
    id         bigint generated always as identity primary key,
    version_id bigint      not null references dataset_version on delete cascade,
    number     int         not null,
    anomalous  boolean[]   not null,
    type       text[]      not null,               -- '' for normal images and where no type is known
    created_at timestamptz not null default now(),
    -- Lists of data sets show the count without reading the array.
    anomaly_count int not null generated always as (cardinality(array_positions(anomalous, true))) stored,
    check (cardinality(anomalous) = cardinality(type)),
    unique (version_id, number)
);

-- Names of the images as they were uploaded: training first, then test, as in the packed file.
create table image_name (
    version_id bigint primary key references dataset_version on delete cascade,
    name       text[] not null
);
