create table run (
    id                bigint generated always as identity primary key,
    version_id        bigint      not null references dataset_version,
    job_id            bigint      not null unique references job,
    name              text        not null,
    tags              text[]      not null default '{}',
    detector          text        not null,
    settings          jsonb       not null,
    seed              bigint      not null,
    account_id        bigint      not null references account,
    created_at        timestamptz not null default now(),
    parameter_count   bigint,
    epoch             int         not null default 0,   -- epochs ended
    epochs            int         not null,
    images_per_second double precision,
    seconds_left      double precision,
    train_seconds     double precision not null default 0,
    device            text
);
create index run_version on run (version_id);

create table run_loss (
    run_id            bigint           not null references run on delete cascade,
    epoch             int              not null,
    losses            jsonb            not null,        -- name -> mean over the epoch
    images_per_second double precision not null,
    wait_share        double precision not null,
    attempt           int              not null,
    primary key (run_id, epoch)
);

create table run_log (
    id      bigint generated always as identity primary key,
    run_id  bigint      not null references run on delete cascade,
    attempt int         not null,
    at      timestamptz not null default now(),
    line    text        not null
);
create index run_log_run on run_log (run_id, id);

-- The last checkpoint; its bytes are a blob.
create table run_checkpoint (
    run_id     bigint primary key references run on delete cascade,
    epoch      int         not null,
    sha256     text        not null,
    attempt    int         not null,
    created_at timestamptz not null default now()
);

-- Written in one transaction with the job's success.
create table run_result (
    run_id                 bigint primary key references run on delete cascade,
    label_set_id           bigint             not null references label_set,
    scores                 double precision[] not null,  -- test images in order
    reconstructions_sha256 text               not null,  -- packed uint8 NHWC, test images in order
    error_scale            double precision   not null,  -- error (0..255) shown as the brightest colour of the maps
    auroc                  double precision,             -- null where only one class is present
    auroc_low              double precision,
    auroc_high             double precision,
    average_precision      double precision,
    score_seconds          double precision   not null,
    created_at             timestamptz        not null default now()
);
