-- What people say about a run, a model, a version, one of its images, or, where it names none of them, about the board of the
-- data set. The note of a run stays where it is: it is shown as the first comment, and nodes of before go on writing it.
create table comment (
    id         bigint generated always as identity primary key,
    dataset_id bigint      not null references dataset on delete cascade,
    run_id     bigint      references run on delete cascade,
    model_id   bigint      references registered_model on delete cascade,
    version_id bigint      references dataset_version on delete cascade,
    image      int         check (image >= 0),               -- in the packed file, training images first
    account_id bigint      not null references account,
    text       text        not null,                         -- Markdown
    created_at timestamptz not null default now(),
    edited_at  timestamptz,
    revision   int         not null default 1                -- grows with every edit
);
create index comment_board on comment (dataset_id, id) where run_id is null and model_id is null and version_id is null;
create index comment_run on comment (run_id, id) where run_id is not null;
create index comment_model on comment (model_id, id) where model_id is not null;
create index comment_version on comment (version_id, image, id) where version_id is not null;
