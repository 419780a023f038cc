-- Whether a run was asked of any worker: the label of its job is what that meant when it was queued, and a clone asks again.
alter table run add column any_worker boolean not null default false;
-- Its training is to end after the epoch at work, and to be scored.
alter table run add column finish_requested_at timestamptz;
