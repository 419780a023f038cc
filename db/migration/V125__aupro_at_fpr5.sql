-- Up to a false positive rate of 0.05, beside aupro's 0.3; null for runs that ended before it was computed.
alter table run_result
    add column aupro_at_fpr5 double precision;
