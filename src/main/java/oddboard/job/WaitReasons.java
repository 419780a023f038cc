package oddboard.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in a sentence what a waiting job waits for. */
record WaitReasons(List<WorkerInfo> workers, Instant now) {
    /** What became of the tries before, where a worker was lost; empty for most jobs. */
    static String afterLoss(int lost, int tries, int maxAttempts) {
        return lost == 0 ? "" : "Its worker was lost; this is attempt " + tries + " of " + maxAttempts + ". ";
    }

    /** @param allowance of the job's user, where something of it is used up */
    String of(
            String label,
            JobState state,
            int position,
            Instant startAfter,
            @Nullable String lastError,
            @Nullable RunningLimits allowance,
            JobLane lane) {
        List<WorkerInfo> fitting = workers.stream()
                .filter(w -> w.alive() && w.labels().contains(label))
                .toList();
        if (fitting.isEmpty()) {
            return "No worker with the label " + label + " is running.";
        }
        List<WorkerInfo> taking = fitting.stream().filter(w -> !w.draining()).toList();
        if (taking.isEmpty()) {
            boolean drained = fitting.stream().anyMatch(w -> w.drain() != WorkerInfo.Drain.NONE);
            return "Every worker with the label " + label
                    + (drained ? " is drained or leaves, and takes no more jobs." : " is about to leave.");
        }
        if (taking.stream().allMatch(WorkerInfo::clockIsWrong)) {
            return "Every worker with the label " + label + " waits until its clock is right: it is "
                    + "more than 5 s off the database's.";
        }
        taking = taking.stream().filter(w -> !w.clockIsWrong()).toList();
        if (state == JobState.RETRY_WAIT && startAfter.isAfter(now)) {
            String again = "It is tried again " + in(Duration.between(now, startAfter)) + ".";
            return lastError == null ? again : lastError + " " + again;
        }
        if (allowance != null
                && lane == JobLane.RUN
                && allowance.gpuUsedUp()
                && taking.stream().allMatch(w -> w.device().startsWith("cuda"))) {
            return allowance.gpuSentence(now);
        }
        if (allowance != null && allowance.runningUsedUp()) {
            return allowance.runningSentence();
        }
        int slots = taking.stream().mapToInt(w -> w.slotsFor(lane)).sum();
        int free = taking.stream().mapToInt(w -> w.freeFor(lane)).sum();
        if (position <= free) {
            return "It starts in a moment.";
        }
        String before = switch (position - 1) {
            case 0 -> ".";
            case 1 -> "; 1 job goes first.";
            default -> "; " + (position - 1) + " jobs go first.";
        };
        String kind = kind(lane, taking);
        String busy =
                slots == 1 ? "The only " + kind : "Each of the " + slots + " " + kind.replaceFirst("slot", "slots");
        return free == 0
                ? busy + " with the label " + label + " is busy" + before
                : "The free slots with the label " + label + " are taken in turn" + before;
    }

    /** A span, not a time of day: pages, mails and scripts in any time zone read the same sentence. */
    private static String in(Duration left) {
        long seconds = left.toMillis() / 1000 + 1;
        return seconds < 100 ? "in " + seconds + " s" : "in " + (seconds + 59) / 60 + " min";
    }

    private static String kind(JobLane lane, List<WorkerInfo> taking) {
        return switch (lane) {
            case RUN -> taking.stream().anyMatch(w -> w.slots() > w.slotsFor(JobLane.RUN)) ? "slot for runs" : "slot";
            case SCORING ->
                taking.stream().anyMatch(w -> w.scoringSlots() > 0)
                        ? "slot for scorings"
                        : kind(JobLane.IMPORT, taking);
            case IMPORT -> taking.stream().anyMatch(w -> w.importSlots() > 0) ? "slot for imports" : "slot";
        };
    }
}
