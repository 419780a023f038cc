-- What people say should be another label, until somebody who may relabel has decided; decided ones stay, so that nobody
-- decides twice.
create table label_mark (
    id           bigint generated always as identity primary key,
    version_id   bigint      not null references dataset_version on delete cascade,
    image        int         not null check (image >= 0),   -- place among the test images
    anomalous    boolean     not null,                      -- the label that it should have
    type         text        not null,
    reason       text        not null default '',
    run_id       bigint      references run on delete set null,
    account_id   bigint      not null references account,
    created_at   timestamptz not null default now(),
    state        text        not null default 'OPEN' check (state in ('OPEN', 'APPROVED', 'REJECTED')),
    decided_by   bigint      references account,
    decided_at   timestamptz,
    label_set_id bigint      references label_set on delete set null, -- the one that its approval made
    check ((state = 'OPEN') = (decided_at is null))
);
-- One suggestion of a person for an image waits at a time.
create unique index label_mark_open on label_mark (version_id, image, account_id) where state = 'OPEN';
create index label_mark_version on label_mark (version_id, state, id);
create index label_mark_run on label_mark (run_id) where run_id is not null;
