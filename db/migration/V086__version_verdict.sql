-- What people had said of scored images when a data set version was asked for that takes them in.
create table version_verdict (
    version_id bigint not null references dataset_version on delete cascade,
    scoring_id bigint not null references scoring on delete cascade,
    index      int    not null,
    verdict    text   not null check (verdict in ('anomalous', 'normal', 'unsure', 'disputed')),
    type       text   not null default '',
    primary key (version_id, scoring_id, index)
);
create index version_verdict_scoring on version_verdict (scoring_id);
