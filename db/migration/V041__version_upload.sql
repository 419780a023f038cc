-- Which uploads a version was made of. Before, only the JSON of dataset_version.spec told it, in the shape of a Java record.
create table version_upload (
    version_id bigint not null references dataset_version on delete cascade,
    -- Checked at the commit: a deletion removes the uploads first and the versions that were made of them after that.
    upload_id  bigint not null references upload deferrable initially deferred,
    role       text   not null,                          -- TRAIN, TEST, LABELS, ARCHIVE
    primary key (version_id, upload_id, role)
);
create index version_upload_upload on version_upload (upload_id);

-- A program of the version before writes the JSON alone. The next release drops this function and its trigger.
create function note_version_upload() returns trigger language plpgsql as $$
begin
    insert into version_upload (version_id, upload_id, role)
    select new.id, u.id, coalesce(f ->> 'role', '')
    from jsonb_array_elements(
        case when jsonb_typeof(new.spec -> 'files') = 'array' then new.spec -> 'files' else '[]' end) f
    join upload u on u.id::text = f -> 'upload' ->> 'value'
    on conflict do nothing;
    return null;
end $$;
create trigger note_version_upload after insert on dataset_version
    for each row execute function note_version_upload();

insert into version_upload (version_id, upload_id, role)
select v.id, u.id, coalesce(f ->> 'role', '')
from dataset_version v
cross join lateral jsonb_array_elements(
    case when jsonb_typeof(v.spec -> 'files') = 'array' then v.spec -> 'files' else '[]' end) f
join upload u on u.id::text = f -> 'upload' ->> 'value'
on conflict do nothing;
