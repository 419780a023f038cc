-- Whether a person wants to hear of the end of imports that they started.
alter table notice_choice add column own_imports boolean not null default true;
