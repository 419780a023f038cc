-- How far a worker's clock is ahead of the database's, as it measured itself at its last heartbeat; negative where it is behind.
alter table worker add column clock_offset_ms bigint;
-- When the process started, in the kernel's ticks since the machine's start: no clock that is set changes it.
alter table worker add column process_start_tick bigint;
