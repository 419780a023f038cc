-- Types of anomaly whose AUC is no better than chance; null where an evaluation is older than this column.
alter table run_judgement add column weak_types text[];
