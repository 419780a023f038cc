create table run (
    id                bigint generated always as identity primary key,
    version_id        bigint      not null references dataset_version,
    job_id            bigint      not null unique references job,
    name              text        not null,
    tags              text[]      not null default '{}',
    detector          text        not null,
    settings          json        not null,             -- every value, in the order of the detector's form
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
    losses            json             not null,        -- name -> mean over the epoch
    images_per_second double precision not null,
    wait_share        double precision not null,
    attempt           int              not null,
    primary key (run_id, epoch)
);

create table run_log (
    id      bigint generated always as identity primary key,
    run_id  bigint      not null references run on delete cascade,
    attempt int         not null,
    number  int         not null,                       -- of the line in its attempt: a line sent twice is kept once
    at      timestamptz not null default now(),
    line    text        not null,
    unique (run_id, attempt, number)
);
create index run_log_run on run_log (run_id, id);

-- The last two checkpoints: should one be damaged, there is the other. Their bytes are blobs that no other row shares.
create table run_checkpoint (
    id         bigint generated always as identity primary key,
    run_id     bigint      not null references run on delete cascade,
    epoch      int         not null,                    -- whole epochs trained
    sha256     text        not null,
    attempt    int         not null,
    created_at timestamptz not null default now()
);
create index run_checkpoint_run on run_checkpoint (run_id, id);

-- Written in one transaction with the job's success.
create table run_result (
    run_id                 bigint primary key references run on delete cascade,
    label_set_id           bigint             not null references label_set,
    scores                 double precision[] not null,  -- test images in order
    reconstructions_sha256 text               not null,  -- packed uint8 NHWC, test images in order
    image_count            int                not null,
    image_size             int                not null,  -- edge in pixels
    channels               int                not null,
    error_scale            double precision   not null,  -- error (0..255) shown as the brightest colour of the maps
    auroc                  double precision,             -- null where only one class is present
    auroc_low              double precision,
    auroc_high             double precision,
    average_precision      double precision,
    score_seconds          double precision   not null,
    created_at             timestamptz        not null default now()
);
