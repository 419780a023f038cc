-- Why a worker ended, or did not begin: its engine does not compute. One row for each machine and device, which goes when a worker
-- there computes again.
create table worker_trouble (
    host   text        not null,
    device text        not null,
    labels text[]      not null,
    worker text        not null,                -- the last one that tried
    cause  text        not null,
    tries  int         not null default 1,
    since  timestamptz not null default now(),
    at     timestamptz not null default now(),
    primary key (host, device)
);
