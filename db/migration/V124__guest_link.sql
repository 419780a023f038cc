-- An address at which a report is read without signing in, for as long as its maker may read it.
create table guest_link (
    id          bigint generated always as identity primary key,
    account_id  bigint      not null references account on delete cascade,  -- who made it, and by whose rights the report is made
    dataset_id  bigint      not null references dataset on delete cascade,  -- what the report is about
    secret_hash text        not null unique,
    report      text        not null,                                       -- address of the report within the API
    title       text        not null,
    created_at  timestamptz not null default now(),
    expires_at  timestamptz not null,
    revoked_at  timestamptz,
    opened      int         not null default 0,
    opened_at   timestamptz                                                 -- last time
);
create index guest_link_account on guest_link (account_id, id desc);
create index guest_link_dataset on guest_link (dataset_id);
