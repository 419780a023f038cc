-- What a POST with an Idempotency-Key answered, committed together with what it did.
create table idempotency_key (
    account_id      bigint      not null references account on delete cascade,
    key             text        not null check (length(key) between 1 and 200),
    method_path     text        not null,            -- with the query
    body_sha256     text        not null,            -- '' for uploads
    response_status int,                             -- set before the commit
    response_body   text,
    created_at      timestamptz not null default now(),
    primary key (account_id, key)
);
create index idempotency_key_age on idempotency_key (created_at);
