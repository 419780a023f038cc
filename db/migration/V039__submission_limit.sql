-- The day's limit counts for each version: another version is another board.
alter table submission_day add column version_id bigint references dataset_version on delete cascade;
update submission_day d set version_id = (
    select v.id from dataset_version v where v.dataset_id = d.dataset_id and v.ready_at is not null order by v.number desc limit 1);
delete from submission_day where version_id is null;
alter table submission_day
    drop constraint submission_day_pkey,
    drop column dataset_id,
    add primary key (version_id, account_id, day);
