-- The day's limit counts for each version: another version is another board. A day's counts are forgotten with the day, so
-- those of submission_day stay where the version before finds them.
create table version_submission_day (
    version_id bigint not null references dataset_version on delete cascade,
    account_id bigint not null references account on delete cascade,
    day        date   not null,
    count      int    not null,
    primary key (version_id, account_id, day)
);
insert into version_submission_day (version_id, account_id, day, count)
select v.id, d.account_id, d.day, d.count from submission_day d
cross join lateral (select id from dataset_version v where v.dataset_id = d.dataset_id and v.ready_at is not null
                    order by v.number desc limit 1) v;
