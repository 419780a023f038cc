-- What a job is about, for its history: the thing itself may be deleted. Jobs with the same "similar" take about as long.
alter table job
    add column subject   text not null default '',
    add column similar_to text,
    add column pace_at   timestamptz,  -- since when, and from which progress on, this attempt's pace is counted
    add column pace_done bigint not null default 0;

-- A change that is none of the state, such as one of the priority, is told with the state that the job had then.
alter table job_event
    add column change text not null default 'STATE' check (change in ('STATE', 'PRIORITY'));

-- An administrator's wish: FINISH = what runs may end, NOW = what runs stores a checkpoint and goes back to the queue.
alter table worker
    add column drain    text check (drain in ('FINISH', 'NOW')),
    add column drain_by text,
    add column drain_at timestamptz;

-- One row: what holds for the queue on every node. The web process writes it from its settings when it starts.
create table queue_rule (
    one  boolean primary key default true check (one),
    fair boolean not null
);
insert into queue_rule (fair) values (true);

-- A user's waiting jobs of a label in their order: workers look at the first of each user alone.
create index job_turn on job (account_id, label, priority desc, start_after, id) where state in ('QUEUED', 'RETRY_WAIT');
create index job_share on job (account_id, label, started_at desc) where started_at is not null;
create index job_similar on job (similar_to, ended_at desc) where state = 'SUCCEEDED';
drop index job_waiting;
