package oddboard.evaluation.ui;

/**
 * How many test images a threshold finds, wrongly alarms for, misses and passes.
 *
 * @param hidden images whose label is not for whoever looks
 * @param unlabeled images that have no label
 */
record Counts(int found, int falseAlarms, int missed, int passed, int hidden, int unlabeled) {
    Counts(int found, int falseAlarms, int missed, int passed) {
        this(found, falseAlarms, missed, passed, 0, 0);
    }

    int of(ImageOutcome outcome) {
        return switch (outcome) {
            case FOUND -> found;
            case FALSE_ALARM -> falseAlarms;
            case MISSED -> missed;
            case PASSED -> passed;
            case HIDDEN -> hidden;
            case UNLABELED -> unlabeled;
            case RANKED -> 0;
        };
    }

    int total() {
        return found + falseAlarms + missed + passed + hidden + unlabeled;
    }

    /** Share of the anomalous images that are found; NaN where there are none. */
    double recall() {
        return found + missed == 0 ? Double.NaN : (double) found / (found + missed);
    }

    /** Share of the normal images that raise an alarm; NaN where there are none. */
    double falseAlarmRate() {
        return falseAlarms + passed == 0 ? Double.NaN : (double) falseAlarms / (falseAlarms + passed);
    }

    /** Share of the alarms that are right; NaN where there are none. */
    double precision() {
        return found + falseAlarms == 0 ? Double.NaN : (double) found / (found + falseAlarms);
    }
}
