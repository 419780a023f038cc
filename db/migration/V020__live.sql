-- A few test images as a run reconstructed them while it trained: spread over the epochs, a dozen at most.
create table run_preview (
    run_id     bigint      not null references run on delete cascade,
    epoch      int         not null,                    -- whole epochs trained
    attempt    int         not null,
    images     int[]       not null,                    -- places in the test split
    pixels     bytea       not null,                    -- their reconstructions, packed uint8 NHWC
    created_at timestamptz not null default now(),
    primary key (run_id, epoch)
);

-- What a worker measured of itself and its machine; null until it has.
alter table worker
    add column sample    jsonb,
    add column looked_at timestamptz;                   -- when its scheduler last looked for a job
