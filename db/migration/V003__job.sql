-- The truth about every unit of work; Quartz decides only when and where it starts.
create table job (
    id                  bigint generated always as identity primary key,
    kind                text        not null,
    label               text        not null,
    priority            int         not null default 0,
    state               text        not null check (state in
        ('QUEUED', 'RUNNING', 'RETRY_WAIT', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    attempt             int         not null default 0,
    lost_attempts       int         not null default 0,
    max_attempts        int         not null default 3,
    worker              text,
    heartbeat_at        timestamptz,
    cancel_requested_at timestamptz,
    progress_done       bigint      not null default 0,
    progress_total      bigint      not null default 0,
    progress_unit       text        not null default '',
    error_code          text,
    error_detail        text,
    account_id          bigint      not null references account,
    created_at          timestamptz not null default now(),
    not_before          timestamptz,
    started_at          timestamptz,
    ended_at            timestamptz
);
create index job_open on job (label, priority desc, id) where state in ('QUEUED', 'RUNNING', 'RETRY_WAIT');

-- Every change of state, with its reason.
create table job_event (
    id      bigint generated always as identity primary key,
    job_id  bigint      not null references job on delete cascade,
    attempt int         not null,
    state   text        not null,
    actor   text        not null,
    reason  text        not null default '',
    at      timestamptz not null default now()
);
create index job_event_job on job_event (job_id, id);

create table worker (
    id           text primary key,
    host         text        not null,
    pid          bigint      not null,
    labels       text[]      not null,
    slots        int         not null,
    device       text        not null,
    version      text        not null,
    draining     boolean     not null default false,
    started_at   timestamptz not null default now(),
    heartbeat_at timestamptz not null default now()
);
