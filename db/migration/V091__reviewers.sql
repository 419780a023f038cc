-- With two reviewers each says by themselves what an image is: scoring_image.verdict is what both say, or what a third says
-- where they do not agree.
alter table scoring add column reviewers int not null default 1 check (reviewers between 1 and 2);

-- What one reviewer of a scoring with two says of an image.
create table image_opinion (
    scoring_id bigint      not null references scoring on delete cascade,
    index      int         not null,
    account_id bigint      not null references account,
    verdict    text        not null check (verdict in ('anomalous', 'normal', 'unsure')),
    type       text        not null default '',
    note       text        not null default '',
    said_at    timestamptz not null default clock_timestamp(),  -- the first time; the two first of an image are its reviewers
    primary key (scoring_id, index, account_id)
);
