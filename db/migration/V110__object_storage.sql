-- Where the bytes of a blob lie: in blob_chunk, or as an object of a bucket.
alter table blob
    add column object_key text unique,                    -- below the bucket's prefix; null = in blob_chunk
    add column to_bucket  boolean not null default false; -- came in pieces, and is moved to the bucket soon
create index blob_to_bucket on blob (id) where to_bucket;
-- Of this database: an object of a bucket names the database that may remove objects there.
create table bucket_owner (
    only_row boolean primary key default true check (only_row),
    id       uuid    not null default gen_random_uuid()
);
insert into bucket_owner default values;
-- Moves are upkeep, too.
alter table upkeep_event drop constraint upkeep_event_kind_check;
alter table upkeep_event
    add constraint upkeep_event_kind_check check (kind in ('BACKUP', 'RESTORE', 'RETENTION', 'STORAGE'));
