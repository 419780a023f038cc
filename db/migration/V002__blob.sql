-- Content-addressed bytes in chunks of 1 MiB; the last chunk is shorter.
create table blob (
    id         bigint generated always as identity primary key,
    sha256     text        unique check (sha256 ~ '^[0-9a-f]{64}$'),
    size       bigint      check (size >= 0),
    created_at timestamptz not null default now()
);
create table blob_chunk (
    blob_id bigint not null references blob on delete cascade,
    number  int    not null,
    bytes   bytea  not null,
    primary key (blob_id, number)
);
-- Images and checkpoints do not compress: store them outside the row as they are, so that a part can be read alone.
alter table blob_chunk alter column bytes set storage external;
