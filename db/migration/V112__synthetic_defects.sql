-- How well a run tells training images that it held out from the same images with synthetic defects. Null where it held out too few, or is older.
alter table run_result
    add column synthetic_auroc  double precision,
    add column synthetic_images int;               -- so many images were held out and given a defect
