-- Scores that no run made: a file of another tool, or several entries of a board combined. Judged as runs are.
create table submission (
    id         bigint generated always as identity primary key,
    version_id bigint             not null references dataset_version on delete cascade,
    kind       text               not null check (kind in ('FILE', 'ENSEMBLE')),
    name       text               not null check (length(name) between 1 and 200),
    members    text[]             not null default '{}',  -- of an ensemble: 12 = run 12, s3 = submission 3
    method     text               not null default '',    -- of an ensemble
    scores     double precision[] not null,               -- test images in order
    account_id bigint             not null references account,
    created_at timestamptz        not null default now()
);
create index submission_version on submission (version_id);

create table submission_judgement (
    submission_id     bigint not null references submission on delete cascade,
    label_set_id      bigint not null references label_set on delete cascade,
    auroc             double precision,                   -- null where only one class is present
    auroc_low         double precision,
    auroc_high        double precision,
    average_precision double precision,
    f1                double precision,
    f1_threshold      double precision,
    fpr_at_tpr95      double precision,
    partial_auc       double precision,
    primary key (submission_id, label_set_id)
);
create index submission_judgement_label_set on submission_judgement (label_set_id);

-- How many files a person sent on a day (UTC); a deleted one still counts, or the limit would be none.
create table submission_day (
    dataset_id bigint not null references dataset on delete cascade,
    account_id bigint not null references account on delete cascade,
    day        date   not null,
    count      int    not null,
    primary key (dataset_id, account_id, day)
);
alter table dataset add column daily_submissions int not null default 20 check (daily_submissions between 0 and 1000);

-- Of a run's scores of training images, up to 1,000 spread over them, for ensembles; null for older runs.
alter table run_result
    add column train_mean      double precision,
    add column train_deviation double precision;
