-- Where the trace of the request that queued the job goes on, as W3C's header has it; null where nothing was traced.
alter table job add column traceparent text;
