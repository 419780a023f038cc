-- What was backed up, restored and let go.
create table upkeep_event (
    id     bigint generated always as identity primary key,
    at     timestamptz not null default now(),
    kind   text        not null check (kind in ('BACKUP', 'RESTORE', 'RETENTION')),
    actor  text        not null,
    detail text        not null
);

-- One row: what workers heed of the retention. The web process writes it from its settings when it starts.
create table retention_rule (
    one              boolean primary key default true check (one),
    checkpoint_bytes bigint  not null
);
insert into retention_rule (checkpoint_bytes) values (10737418240);
