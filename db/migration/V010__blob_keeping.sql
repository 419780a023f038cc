-- Blobs that come in pieces, and what keeps or removes them.
alter table blob
    add column touched_at timestamptz not null default now(),  -- last piece, or last time that its content was sent again
    add column writer     text,                                -- who may add to it; whoever came before adds nothing more
    add column checked_at timestamptz,                         -- its hash was right or wrong then
    add column damaged_at timestamptz;                         -- null while its hash is right
create index blob_touched on blob (touched_at);
create index blob_checked on blob (checked_at nulls first) where sha256 is not null;

-- Who refers to a blob says so by a foreign key: the collector asks the schema for them, and no mistake of its own can
-- remove what is in use. Not validated: an old row whose file is gone must not stop this migration.
alter table upload add foreign key (sha256) references blob (sha256) not valid;
create index upload_blob on upload (sha256);
alter table dataset_version add foreign key (images_sha256) references blob (sha256) not valid;
create index dataset_version_blob on dataset_version (images_sha256);
alter table run_checkpoint add foreign key (sha256) references blob (sha256) not valid;
create index run_checkpoint_blob on run_checkpoint (sha256);
alter table run_result add foreign key (reconstructions_sha256) references blob (sha256) not valid;
create index run_result_blob on run_result (reconstructions_sha256);
