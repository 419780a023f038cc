package oddboard.run.ui;

import java.util.ArrayList;
import java.util.List;
import oddboard.job.JobEvent;
import oddboard.job.JobState;
import oddboard.run.Run;

/** One line that says where a run works, and what became of its earlier attempts. */
final class AttemptHistory {
    private AttemptHistory() {}

    /** "gpu-2 · cuda:0 · attempt 2: gpu-1 was lost at epoch 37". */
    static String of(Run run, List<JobEvent> history) {
        var parts = new ArrayList<String>();
        String worker = run.job().execution().worker();
        String device = run.training().device();
        if (worker != null) {
            parts.add(worker);
        }
        if (device != null) {
            parts.add(device);
        }
        int attempt = run.job().attempt();
        if (attempt > 1) {
            String why = why(history, attempt);
            parts.add("attempt " + attempt + (why.isEmpty() ? "" : ": " + why));
        }
        return String.join(RunMessages.DOT, parts);
    }

    /** Why the attempt before this one ended. */
    private static String why(List<JobEvent> history, int attempt) {
        return history.stream()
                .filter(e ->
                        e.isOfState() && e.attempt() < attempt && !e.reason().isBlank())
                .filter(e -> e.attempt() > 0 && (e.state() == JobState.RETRY_WAIT || e.state() == JobState.QUEUED))
                .reduce((earlier, later) -> later)
                .map(e -> plain(e.reason()))
                .orElse("");
    }

    private static String plain(String reason) {
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }
}
