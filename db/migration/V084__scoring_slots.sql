-- Whether a job scores images, for which workers have slots of their own; what computes is said by "computes". Jobs that older
-- nodes queue do not say so, and take the slots of imports.
alter table job add column scores boolean not null default false;

-- How many such jobs a worker does beside all others. 0, as workers of before leave it: they take the slots of imports.
alter table worker add column scoring_slots integer not null default 0;

-- The place in the server's listed folders that the uploads were taken from, such as images/line3; null where somebody sent them.
alter table scoring add column source text;

-- Files of that place that could not be read when they were taken, in order.
create table scoring_unread (
    scoring_id bigint not null references scoring on delete cascade,
    place      int    not null,
    file       text   not null,
    primary key (scoring_id, place)
);
