-- Who was given a role on a data set by name. Its one owner is dataset.account_id.
create table dataset_member (
    dataset_id bigint      not null references dataset on delete cascade,
    account_id bigint      not null references account on delete cascade,
    role       text        not null check (role in ('EDITOR', 'READER')),
    added_by   bigint      references account on delete set null,
    added_at   timestamptz not null default now(),
    primary key (dataset_id, account_id)
);
create index dataset_member_account on dataset_member (account_id);

-- What a data set of the team is to those who have no role of their own on it.
alter table dataset
    add column team_role text not null default 'MEMBER' check (team_role in ('MEMBER', 'READER'));

-- The one place that says who has which role on which data set: a line for each person who sees it, and none for others.
-- Ask with both ids or with account_id alone. What a role may do is said by DatasetRole.
create view dataset_right as
select d.id as dataset_id, a.id as account_id,
    case when a.role = 'ADMIN' and d.account_id <> a.id then 'ADMINISTRATOR'
         when a.role = 'VIEWER' then 'READER'
         when d.account_id = a.id then 'OWNER'
         else coalesce(m.role, d.team_role) end as role
from account a
cross join dataset d
left join dataset_member m on m.dataset_id = d.id and m.account_id = a.id
where d.visibility = 'team' or d.account_id = a.id or m.role is not null or a.role = 'ADMIN';
