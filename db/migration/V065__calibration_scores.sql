-- Scores of training images, by which thresholds are calibrated: of some that the run trained on, and of those held out of
-- training for this purpose. Null where the run is older.
alter table run_result
    add column train_images    int[],               -- places in the training split, ascending
    add column train_scores    double precision[],
    add column held_out_images int[],
    add column held_out_scores double precision[];

alter table run_result add column software text;     -- version of the program that trained it; null where the run is older
