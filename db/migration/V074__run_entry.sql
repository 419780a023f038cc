-- A run whose scores the job of another run computed beside its own, such as one of several heads. It goes with that run.
alter table run add column entry_of bigint references run on delete cascade;
create index run_entry_of on run (entry_of) where entry_of is not null;
