-- The truth about every unit of work; Quartz decides only when and where it starts.
create table job (
    id                  bigint generated always as identity primary key,
    kind                text        not null,
    label               text        not null,
    priority            int         not null default 0,
    state               text        not null check (state in
        ('QUEUED', 'RUNNING', 'RETRY_WAIT', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    attempt             int         not null default 0,  -- raised by each claim: the fence of every later write
    lost_attempts       int         not null default 0,  -- their worker died
    failed_attempts     int         not null default 0,  -- ended by trouble worth another try
    max_attempts        int         not null default 3,  -- lost and failed ones together; draining counts for nothing
    worker              text,                            -- who runs it, or ran it last
    heartbeat_at        timestamptz,
    cancel_requested_at timestamptz,
    cancel_requested_by text,
    progress_done       bigint      not null default 0,
    progress_total      bigint      not null default 0,
    progress_unit       text        not null default '',
    error_code          text,
    error_detail        text,
    account_id          bigint      not null references account,
    created_at          timestamptz not null default now(),
    start_after         timestamptz not null default now(),  -- its place among equal priorities, and the trigger's time
    started_at          timestamptz,
    ended_at            timestamptz,
    changed_at          timestamptz not null default now()
);
create index job_waiting on job (label, priority desc, start_after, id) where state in ('QUEUED', 'RETRY_WAIT');
create index job_running on job (worker) where state = 'RUNNING';
create index job_ended on job (ended_at desc) where ended_at is not null;
create index job_changed on job (changed_at);

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

-- A worker process; the row goes when the process leaves, or is known to be dead.
create table worker (
    id                 text primary key,
    host               text        not null,
    pid                bigint      not null,
    machine            text,                   -- equal for processes that can see each other's pid; null where unknown
    process_started_at timestamptz,            -- tells a process from a later one with the same pid
    labels             text[]      not null,
    slots              int         not null,
    device             text        not null,
    version            text        not null,
    draining           boolean     not null default false,
    started_at         timestamptz not null default now(),
    heartbeat_at       timestamptz not null default now()
);
