-- Which test images' labels are for the public board; the others stay with who manages the data set until it is opened. Made
-- once for a version and never changed: label sets that follow keep it.
create table label_split (
    version_id   bigint primary key references dataset_version on delete cascade,
    share        int         not null check (share between 1 and 99), -- percent of each type of images that are public
    seed         bigint      not null,
    public       boolean[]   not null,                                -- test images in order
    public_types jsonb       not null,                                -- type -> public test images, as an import's report has it
    public_masks int         not null,
    account_id   bigint      not null references account,
    created_at   timestamptz not null default now(),
    opened_by    bigint references account,
    opened_at    timestamptz,
    check ((opened_by is null) = (opened_at is null))
);
-- Of a version that is split.
alter table label_set add column public_anomaly_count int;

-- A judgement is by all labels, and where they are split by each part too.
alter table run_judgement
    add column part text not null default 'ALL' check (part in ('ALL', 'PUBLIC', 'PRIVATE')),
    drop constraint run_judgement_pkey,
    add primary key (run_id, label_set_id, part);
drop index run_judgement_board;
drop index run_judgement_label_set;
create index run_judgement_board on run_judgement (label_set_id, part, auroc desc nulls last);
alter table submission_judgement
    add column part text not null default 'ALL' check (part in ('ALL', 'PUBLIC', 'PRIVATE')),
    drop constraint submission_judgement_pkey,
    add primary key (submission_id, label_set_id, part);

-- The part whose figures are shown to whoever asks for none: every query that reads judgements joins it.
create view counted_part as
select v.id as version_id,
       case when s.version_id is null then 'ALL' when s.opened_at is null then 'PUBLIC' else 'PRIVATE' end as part
from dataset_version v left join label_split s on s.version_id = v.id;
