-- A folder of the server that is looked into every few minutes: what is new there is scored by the model version that the alias
-- means then. Whoever may see the model's data set may see it.
create table inbox (
    id         bigint generated always as identity primary key,
    name       text             not null,
    folder     text             not null,                  -- in the server's listed folders, such as images/line3
    model_id   bigint           not null references registered_model on delete cascade,
    alias      text             not null,
    challenger text             not null default '',       -- another alias that scores the same images; '' = none
    minutes    int              not null,                  -- from one look to the next
    psi_limit  double precision not null,                  -- from which population stability index its owner hears of drift
    paused     boolean          not null default false,
    due_at     timestamptz      not null default now(),
    busy_until timestamptz,                                -- some node looks; extended while it lives
    looked_at  timestamptz,
    left_files int              not null default 0,        -- still being written, or not readable, at the last look
    trouble    text             not null default '',       -- why the last look could not score what was there
    account_id bigint           not null references account,
    created_at timestamptz      not null default now()
);
create index inbox_model on inbox (model_id);
create index inbox_due on inbox (due_at) where not paused;

-- What an inbox has taken: each file once, and each content once.
create table inbox_file (
    inbox_id   bigint not null references inbox on delete cascade,
    path       text   not null,                            -- below the folder
    size       bigint not null,
    modified   bigint not null,                            -- microseconds since 1970
    sha256     text   not null,
    scoring_id bigint references scoring on delete set null, -- null for a copy of what was scored before
    primary key (inbox_id, path, size, modified)
);
create index inbox_file_content on inbox_file (inbox_id, sha256);
create index inbox_file_scoring on inbox_file (scoring_id);

alter table scoring
    add column inbox_id   bigint references inbox on delete set null,    -- that queued it; null where somebody did
    add column challenges bigint references scoring on delete set null,  -- whose images it scores, too, with the challenger
    add column drift      json;                                          -- how its images lie over the bins of the reference
create index scoring_inbox on scoring (inbox_id, id desc);
create index scoring_challenges on scoring (challenges);

-- Of the image as the model sees it, luma from 0 to 1; null where older workers scored it.
alter table scoring_image
    add column brightness real,                            -- mean
    add column contrast   real,                            -- standard deviation
    add column sharpness  real;                            -- variance of the Laplacian

-- What the images that a model was trained on are like, by which drift is told.
create table model_reference (
    model_version_id bigint primary key references model_version on delete cascade,
    figures          json not null
);
