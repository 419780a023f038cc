-- What people say about a run, and which run it came from.
alter table run add note text not null default '';
alter table run add origin_kind text check (origin_kind in ('RETRY', 'CLONE', 'RESUME'));
alter table run add origin_run_id bigint references run on delete set null;
alter table run add origin_epoch int not null default 0;  -- at which a resumed run goes on
create index run_origin on run (origin_run_id) where origin_run_id is not null;

-- A resumed run begins with another run's checkpoint, whose head names that run; null = its own.
alter table run_checkpoint add made_by bigint;
