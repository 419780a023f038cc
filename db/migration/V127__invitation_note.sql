-- For whom an invitation is, in the administrator's words: open ones look alike otherwise.
alter table invitation add column note text not null default '';
