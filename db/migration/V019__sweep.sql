-- A grid or random sweep: the state is what people want of it; how far it is its runs say.
create table sweep (
    id           bigint generated always as identity primary key,
    name         text        not null,
    spec         json        not null,
    state        text        not null default 'ACTIVE' check (state in ('ACTIVE', 'PAUSED', 'CANCELLED')),
    stop_running boolean     not null default false,  -- PAUSED: those that run stop too, and are done again later
    parallelism  int         not null check (parallelism > 0),
    account_id   bigint      not null references account,
    created_at   timestamptz not null default now()
);

-- All runs of a sweep in their order. One waits until it has begun; it is refused where it could not be queued.
create table sweep_run (
    sweep_id    bigint  not null references sweep on delete cascade,
    place       int     not null,
    combination int     not null,                     -- equal for runs that differ in the seed alone
    version_id  bigint  not null references dataset_version on delete cascade,
    detector    text    not null,
    settings    json    not null,                     -- the swept settings and the seed
    epochs      int     not null,
    run_id      bigint  references run on delete set null,
    begun       boolean not null default false,
    put_back    boolean not null default false,       -- its run is being stopped by a pause, and is done again later
    refused     text,
    primary key (sweep_id, place)
);
create index sweep_run_waiting on sweep_run (sweep_id, place) where not begun;
create index sweep_run_put_back on sweep_run (sweep_id) where put_back;
create unique index sweep_run_run on sweep_run (run_id);
create index sweep_run_version on sweep_run (version_id);
