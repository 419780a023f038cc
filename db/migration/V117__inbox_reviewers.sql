-- How many people review each image that an inbox scores: its scorings get it when they are queued.
alter table inbox add column reviewers int not null default 1 check (reviewers between 1 and 2);
