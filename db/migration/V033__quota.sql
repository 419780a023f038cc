-- What an administrator allows a person; null = what the settings say, -1 = no limit.
create table quota (
    account_id bigint primary key references account on delete cascade,
    storage    bigint check (storage >= -1),     -- bytes
    queued     bigint check (queued >= -1),      -- jobs that wait
    running    bigint check (running >= -1),     -- jobs that run at a time
    gpu_hours  bigint check (gpu_hours >= -1),   -- in a month (UTC)
    changed_by text        not null,
    changed_at timestamptz not null default now()
);

-- One row: for those without one of their own, what workers heed. The web process writes it from its settings.
create table quota_rule (
    one       boolean primary key default true check (one),
    running   bigint not null default -1,
    gpu_hours bigint not null default -1
);
insert into quota_rule default values;

-- Whether it computes on the worker's device; imports don't.
alter table job add column computes boolean not null default false;
update job set computes = true where exists (select from run where run.job_id = job.id);

-- One row an attempt that computed on a GPU; it stays when its run is deleted.
create table gpu_use (
    id         bigint generated always as identity primary key,
    job_id     bigint      not null,
    attempt    int         not null,
    account_id bigint      not null references account on delete cascade,
    started_at timestamptz not null default now(),
    ended_at   timestamptz
);
create index gpu_use_account on gpu_use (account_id, started_at);
create index gpu_use_open on gpu_use (job_id, attempt) where ended_at is null;

-- Bytes that a file under way may still take, so that two of them do not count on the same room.
create table storage_hold (
    id         bigint generated always as identity primary key,
    account_id bigint      not null references account on delete cascade,
    bytes      bigint      not null check (bytes >= 0),
    touched_at timestamptz not null default now()
);
create index storage_hold_account on storage_hold (account_id);
