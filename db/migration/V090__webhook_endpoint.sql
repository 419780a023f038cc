-- An address of a person's to which events are sent for a program to read, signed as Standard Webhooks says.
create table webhook_endpoint (
    id            bigint generated always as identity primary key,
    account_id    bigint      not null references account on delete cascade,
    name          text        not null,
    address       text        not null,
    types         text[]      not null,                       -- of the events that it takes, such as run.succeeded
    enabled       boolean     not null default true,
    trouble       text        not null default '',            -- why the program disabled it
    failures      int         not null default 0,             -- in a row
    failing_since timestamptz,                                -- the first of them
    paused_until  timestamptz not null default now(),         -- after a failure nothing is sent to it for a while
    lease         uuid,                                       -- of the node that sends to it now, until busy_until
    busy_until    timestamptz,
    created_at    timestamptz not null default now()
);
create index webhook_endpoint_account on webhook_endpoint (account_id, id);

-- The keys of signatures. Backups leave this table out.
create table webhook_secret (
    id          bigint generated always as identity primary key,
    endpoint_id bigint      not null references webhook_endpoint on delete cascade,
    secret      bytea       not null,
    made_at     timestamptz not null default now(),
    valid_until timestamptz                                   -- of one that was replaced; null for the present one
);
create unique index webhook_secret_present on webhook_secret (endpoint_id) where valid_until is null;
create index webhook_secret_endpoint on webhook_secret (endpoint_id);

-- What happened, written in the transaction in which it did, where somebody wants to hear of it.
create table webhook_event (
    id         text        primary key,                       -- the webhook-id
    type       text        not null,
    dataset_id bigint      references dataset on delete cascade, -- who sees it may hear of it; null for a test
    data       json        not null,
    page       text        not null,                          -- about it, without a leading slash; '' = none
    resource   text        not null,                          -- of the REST API, likewise
    created_at timestamptz not null default now()
);
create index webhook_event_dataset on webhook_event (dataset_id);
create index webhook_event_created on webhook_event (created_at);

-- An event on its way to an endpoint.
create table webhook_delivery (
    id          bigint generated always as identity primary key,
    event_id    text        not null references webhook_event on delete cascade,
    endpoint_id bigint      not null references webhook_endpoint on delete cascade,
    state       text        not null default 'WAITING' check (state in ('WAITING', 'DELIVERED', 'FAILED')),
    attempt     int         not null default 0,               -- tries so far, since it was last asked for
    http_status int,                                          -- of the last answer
    result      text        not null default '',              -- a sentence about the last try
    due_at      timestamptz not null default now(),
    first_at    timestamptz,                                  -- first of the tries
    tried_at    timestamptz,
    unique (event_id, endpoint_id)
);
create index webhook_delivery_due on webhook_delivery (endpoint_id, due_at) where state = 'WAITING';
create index webhook_delivery_endpoint on webhook_delivery (endpoint_id, id desc);
