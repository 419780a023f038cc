-- Groups of data sets that have members of their own.
create table project (
    id          bigint generated always as identity primary key,
    name        text        not null check (length(name) between 1 and 200),
    description text        not null default '',
    account_id  bigint      not null references account, -- its one owner
    created_at  timestamptz not null default now()
);
create unique index project_name on project (account_id, lower(name));

create table project_member (
    project_id bigint      not null references project on delete cascade,
    account_id bigint      not null references account on delete cascade,
    role       text        not null check (role in ('EDITOR', 'READER')),
    added_by   bigint      references account on delete set null,
    added_at   timestamptz not null default now(),
    primary key (project_id, account_id)
);
create index project_member_account on project_member (account_id);

alter table dataset
    add column project_id bigint references project on delete set null,
    add column tags text[] not null default '{}',
    add column archived_at timestamptz; -- hidden from lists, and takes nothing new
create index dataset_project on dataset (project_id) where project_id is not null;

create table dataset_favorite (
    account_id bigint      not null references account on delete cascade,
    dataset_id bigint      not null references dataset on delete cascade,
    added_at   timestamptz not null default now(),
    primary key (account_id, dataset_id)
);
create index dataset_favorite_dataset on dataset_favorite (dataset_id);

-- How somebody last chose to see the list of data sets.
create table dataset_layout (
    account_id bigint primary key references account on delete cascade,
    layout     text not null check (layout in ('CARDS', 'LIST'))
);

-- As dataset_right, of projects.
create view project_right as
select p.id as project_id, a.id as account_id,
    case when a.role = 'ADMIN' and p.account_id <> a.id then 'ADMINISTRATOR'
         when a.role = 'VIEWER' then 'READER'
         when p.account_id = a.id then 'OWNER'
         else m.role end as role
from account a
cross join project p
left join project_member m on m.project_id = p.id and m.account_id = a.id
where p.account_id = a.id or m.role is not null or a.role = 'ADMIN';

-- A role of one's own on the data set comes first; then the more of what the project and the team give.
create or replace view dataset_right as
select d.id as dataset_id, a.id as account_id,
    case when a.role = 'ADMIN' and d.account_id <> a.id then 'ADMINISTRATOR'
         when a.role = 'VIEWER' then 'READER'
         when d.account_id = a.id then 'OWNER'
         when m.role is not null then m.role
         when g.role = 'EDITOR' or p.account_id = a.id then 'EDITOR'
         when d.visibility = 'team' then d.team_role
         else 'READER' end as role
from account a
cross join dataset d
left join dataset_member m on m.dataset_id = d.id and m.account_id = a.id
left join project p on p.id = d.project_id
left join project_member g on g.project_id = d.project_id and g.account_id = a.id
where d.visibility = 'team' or d.account_id = a.id or m.role is not null or g.role is not null or p.account_id = a.id
    or a.role = 'ADMIN';

-- When a data set was last used.
create index run_version_created on run (version_id, created_at);
-- Runs by name, by person and by state.
create index run_name on run (lower(name), id);
create index run_account on run (account_id, id);

-- Letters of any script in small, whatever the database's locale is: the embedded one's is C.
do $$
begin
    begin
        create collation search_words (provider = icu, locale = 'und');
    exception when others then
        begin
            create collation search_words (provider = builtin, locale = 'C.UTF-8');
        exception when others then
            create collation search_words from "C";
        end;
    end;
end
$$;
