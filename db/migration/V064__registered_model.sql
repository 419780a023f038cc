-- Trained models that people chose to keep. Who may see a model's data set may see the model.
create table registered_model (
    id          bigint generated always as identity primary key,
    dataset_id  bigint      not null references dataset on delete cascade,
    name        text        not null unique check (name ~ '^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$'),
    description text        not null default '',
    tags        text[]      not null default '{}',
    account_id  bigint      not null references account,
    created_at  timestamptz not null default now(),
    last_version int        not null default 0    -- numbers of deleted versions are not given again
);
create index registered_model_dataset on registered_model (dataset_id);

-- Never changes once it is there, but for its description.
create table model_version (
    id             bigint generated always as identity primary key,
    model_id       bigint      not null references registered_model on delete cascade,
    version        int         not null check (version > 0),
    sha256         text        not null,                            -- of weights, detector, settings, preprocessing, data, seed and software
    run_id         bigint      references run on delete set null,   -- where it came from; null once that run was deleted
    run_name       text        not null,
    version_id     bigint      not null references dataset_version, -- the data that it was trained on
    label_set      int,                                             -- the label set that its metrics rest on
    weights_sha256 text        not null references blob (sha256),   -- a checkpoint, as the detector writes it
    detector       text        not null,
    settings       json        not null,
    seed           bigint      not null,
    preprocessing  json        not null,                            -- how an image becomes what the network takes
    metrics        json        not null,                            -- what its run cost; what labels tell is read from them
    software       text        not null,                            -- version of the program that trained it
    description    text        not null default '',
    account_id     bigint      not null references account,
    created_at     timestamptz not null default now(),
    unique (model_id, version)
);
create index model_version_run on model_version (run_id);
create index model_version_data on model_version (version_id);
create index model_version_weights on model_version (weights_sha256);

create table threshold (
    id               bigint generated always as identity primary key,
    model_version_id bigint           not null references model_version on delete cascade,
    method           text             not null check (method in
                         ('quantile', 'mean_plus_k_sd', 'scaled_quantile', 'false_alarm_budget', 'f1_max', 'cost', 'manual')),
    parameters       json             not null default '{}',
    value            double precision not null,                     -- raw score from which an image is flagged
    look             double precision check (look <= value),        -- raw score from which a person should look; null for two outcomes
    scale            double precision not null check (scale > 0),   -- calibrated = sigmoid((raw - value) / scale)
    data_version_id  bigint           references dataset_version,   -- calibrated on these images; null for manual
    split            text,
    n                int,
    images_sha256    text,                                          -- of the list of those images
    rate             double precision,                              -- expected share of normal images that are flagged
    rate_low         double precision,                              -- exact 95 % binomial interval
    rate_high        double precision,
    account_id       bigint           not null references account,
    created_at       timestamptz      not null default now()
);
create index threshold_version on threshold (model_version_id);
create index threshold_data on threshold (data_version_id);

create table model_alias (
    model_id         bigint      not null references registered_model on delete cascade,
    name             text        not null check (name ~ '^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$'),
    model_version_id bigint      not null references model_version on delete cascade,
    threshold_id     bigint      references threshold on delete set null,
    reason           text        not null default '',
    account_id       bigint      not null references account,
    moved_at         timestamptz not null default now(),
    primary key (model_id, name)
);
create index model_alias_version on model_alias (model_version_id);
create index model_alias_threshold on model_alias (threshold_id);

-- Scores that a version's run gave, so that thresholds and comparisons need no run.
create table model_score (
    model_version_id bigint             not null references model_version on delete cascade,
    split            text               not null check (split in ('TRAIN', 'HELD_OUT', 'TEST')),
    images           int[]              not null,                   -- places in the training or test split, ascending
    scores           double precision[] not null,
    primary key (model_version_id, split)
);

create or replace view blob_use as
select u.sha256, u.dataset_id, u.account_id from upload u
union all
select v.images_sha256, v.dataset_id, d.account_id
from dataset_version v join dataset d on d.id = v.dataset_id where v.images_sha256 is not null
union all
select v.test_sha256, v.dataset_id, d.account_id
from dataset_version v join dataset d on d.id = v.dataset_id where v.test_sha256 is not null
union all
select m.sha256, v.dataset_id, d.account_id
from mask m join dataset_version v on v.id = m.version_id join dataset d on d.id = v.dataset_id
union all
select c.sha256, v.dataset_id, r.account_id
from run_checkpoint c join run r on r.id = c.run_id join dataset_version v on v.id = r.version_id
union all
select s.reconstructions_sha256, v.dataset_id, r.account_id
from run_result s join run r on r.id = s.run_id join dataset_version v on v.id = r.version_id
where s.reconstructions_sha256 is not null
union all
select m.sha256, v.dataset_id, r.account_id
from run_map m join run r on r.id = m.run_id join dataset_version v on v.id = r.version_id
union all
select w.weights_sha256, m.dataset_id, w.account_id
from model_version w join registered_model m on m.id = w.model_id;
