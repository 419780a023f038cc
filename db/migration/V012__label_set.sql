-- Who made a label set, and why; null for the one that came with the images.
alter table label_set
    add column account_id bigint references account,
    add column note       text not null default '';

-- How well a run's scores fit each label set of its version: relabelling scores nothing again.
create table run_judgement (
    run_id            bigint not null references run on delete cascade,
    label_set_id      bigint not null references label_set on delete cascade,
    auroc             double precision,              -- null where only one class is present
    auroc_low         double precision,
    auroc_high        double precision,
    average_precision double precision,
    judged_at         timestamptz not null default now(),
    primary key (run_id, label_set_id)
);
create index run_judgement_label_set on run_judgement (label_set_id);
insert into run_judgement (run_id, label_set_id, auroc, auroc_low, auroc_high, average_precision, judged_at)
select run_id, label_set_id, auroc, auroc_low, auroc_high, average_precision, created_at from run_result;

-- What a person has labelled anew and not saved yet, by the place among the test images.
create table label_draft (
    version_id bigint  not null references dataset_version on delete cascade,
    account_id bigint  not null references account on delete cascade,
    image      int     not null check (image >= 0),
    anomalous  boolean not null,
    type       text    not null,
    primary key (version_id, account_id, image)
);
