-- Successive halving: the rounds of a sweep are planned one after another, each once the one before it has ended.
alter table sweep_run add column round int not null default 0;      -- 0 in a sweep without rounds
alter table sweep add column runs_to_come int not null default 0;   -- runs of rounds that are not planned yet
