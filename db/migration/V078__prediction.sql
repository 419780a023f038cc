-- Single images on their way from a web node, where somebody waits, to a worker and back; a minute later they are gone. A server
-- that crashes empties the table, and whoever waited is told to try again.
create unlogged table prediction (
    id               bigint generated always as identity primary key,
    model_version_id bigint           not null,
    image            bytea            not null,                    -- the file
    wants_map        boolean          not null,
    created_at       timestamptz      not null default now(),
    claimed_at       timestamptz,
    done_at          timestamptz,
    score            double precision,                             -- raw
    map              bytea,                                        -- a byte a pixel, from the darkest to the brightest color
    map_edge         int,
    error_code       text,
    error_detail     text
);
create index prediction_waiting on prediction (id) where done_at is null;
