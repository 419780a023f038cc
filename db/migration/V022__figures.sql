-- Further figures of each judgement, so that a board sorts by them without reading scores. Those judged before get them
-- when the program starts.
alter table run_judgement
    add column f1            double precision,   -- the largest over all thresholds; null where one class is present
    add column f1_threshold  double precision,
    add column fpr_at_tpr95  double precision,
    add column partial_auc   double precision;   -- up to a false positive rate of 0.1, McClish's standard
-- How well the error maps fit the masks; null where the version has none.
alter table run_result
    add column pixel_auroc double precision,
    add column aupro       double precision;     -- up to a false positive rate of 0.3
