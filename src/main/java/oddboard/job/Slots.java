package oddboard.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The slots of all workers, and in how many seconds each is free; infinite where nobody knows. */
final class Slots {
    private final List<Slot> all = new ArrayList<>();

    /** Which jobs may take a slot: those that compute, the others, or any. */
    enum Kind {
        COMPUTING,
        OTHER,
        ANY;

        boolean takes(boolean computes) {
            return this == ANY || computes == (this == COMPUTING);
        }
    }

    private static final class Slot {
        private final Set<String> labels;
        private final Kind kind;
        private double free;

        private Slot(Set<String> labels, Kind kind, double free) {
            this.labels = labels;
            this.kind = kind;
            this.free = free;
        }
    }

    /** @param busy what is left of each job that the worker runs, in seconds */
    void add(Set<String> labels, Kind kind, int slots, List<Double> busy) {
        for (int n = 0; n < Math.max(slots, busy.size()); n++) {
            all.add(new Slot(labels, kind, n < busy.size() ? busy.get(n) : 0));
        }
    }

    /** Gives a job the slot that is free first; returns in how many seconds it starts. */
    double take(String label, boolean computes, double notBefore, double takes) {
        Slot first = null;
        for (Slot slot : all) {
            if (slot.labels.contains(label) && slot.kind.takes(computes) && (first == null || slot.free < first.free)) {
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
