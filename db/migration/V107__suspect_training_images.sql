-- The training images that a run scored highest, which may not be normal. Null where the run is older.
alter table run_result
    add column suspect_images int[],               -- places in the training split, the highest score first
    add column suspect_scores double precision[],
    add column suspect_of     int;                 -- so many training images were scored
