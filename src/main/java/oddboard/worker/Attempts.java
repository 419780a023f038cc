package oddboard.worker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import oddboard.job.JobId;

/** The attempts that this process works on; after a take-over there may be two at one job. */
final class Attempts {
    private final Set<Attempt> held = ConcurrentHashMap.newKeySet();

    void add(Attempt attempt) {
        held.add(attempt);
    }

    void remove(Attempt attempt) {
        held.remove(attempt);
    }

    Set<Attempt> all() {
        return Set.copyOf(held);
    }

    int count() {
        return held.size();
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    boolean holds(JobId job, int attempt) {
        return held.stream().anyMatch(a -> a.job().equals(job) && a.attempt() == attempt);
    }
}
