package oddboard.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The slots of all workers, and in how many seconds each is free; infinite where nobody knows. */
final class Slots {
    private final List<Slot> all = new ArrayList<>();

    private static final class Slot {
        private final Set<String> labels;
        private final Set<JobLane> lanes;
        private double free;

        private Slot(Set<String> labels, Set<JobLane> lanes, double free) {
            this.labels = labels;
            this.lanes = lanes;
            this.free = free;
        }
    }

    /**
     * @param lanes of the jobs that may take these slots
     * @param busy what is left of each job that the worker runs, in seconds
     */
    void add(Set<String> labels, Set<JobLane> lanes, int slots, List<Double> busy) {
        for (int n = 0; n < Math.max(slots, busy.size()); n++) {
            all.add(new Slot(labels, lanes, n < busy.size() ? busy.get(n) : 0));
        }
    }

    /** Gives a job the slot that is free first; returns in how many seconds it starts. */
    double take(String label, JobLane lane, double notBefore, double takes) {
        Slot first = null;
        for (Slot slot : all) {
            if (slot.labels.contains(label) && slot.lanes.contains(lane) && (first == null || slot.free < first.free)) {
                first = slot;
            }
        }
        if (first == null) {
            return Double.POSITIVE_INFINITY;
        }
        double start = Math.max(first.free, notBefore);
        first.free = start + takes;
        return start;
    }
}
