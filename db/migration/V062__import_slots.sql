-- Jobs that don't compute on the device, above all imports, which a worker does beside its slots. 0, as workers of before
-- leave it: all jobs take the same slots.
alter table worker add column import_slots integer not null default 0;
