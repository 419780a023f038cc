package oddboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What ends, expires or is due does so by the database's clock, or by one that goes on evenly ({@code System.nanoTime}): a clock
 * of a machine that is set forward or back, or differs from another's, changes none of it. These classes alone look at the
 * machine's own.
 */
class ClocksTest {
    private static final Map<String, String> MAY = Map.ofEntries(
            Map.entry("oddboard.ui.Format", "words for how long ago something was"),
            Map.entry("oddboard.job.ui.JobRow", "words for when a job may start"),
            Map.entry("oddboard.run.ui.RunMessages", "words for when a run may start"),
            Map.entry("oddboard.job.JobRepository", "words for why a job waits"),
            Map.entry("oddboard.job.Estimates", "when a job may start"),
            Map.entry("oddboard.health.Findings", "words, and the difference of the clocks"),
            Map.entry("oddboard.maintenance.DatabaseChecks", "the difference of the clocks"),
            Map.entry(
                    "oddboard.worker.WorkerConfiguration",
                    "the difference of the clocks, by which a worker takes no jobs"),
            Map.entry(
                    "oddboard.worker.ContextJobStore", "the difference of the clocks, by which it takes nothing over"),
            Map.entry("oddboard.webhook.Deliverer", "signed, for receivers that compare it with their own clock"),
            Map.entry("oddboard.maintenance.Backup", "written down"),
            Map.entry("oddboard.worker.LivenessFile", "written down"),
            Map.entry("oddboard.worker.StallHandler", "written down"),
            Map.entry("oddboard.worker.WorkerIdentity", "a name that no other start has"),
            Map.entry(
                    "oddboard.inbox.InboxPass",
                    "compared with times of files, which have the same clock or are in the future"),
            Map.entry("oddboard.storage.BlobCache", "compared with times of this machine's own files"),
            Map.entry("oddboard.account.LoginThrottle", "a clock that was ahead and is set right lengthens no delay"),
            Map.entry("oddboard.account.SessionTimes", "sessions of browsers"),
            Map.entry("oddboard.leaderboard.Submissions", "the day of a submission"));

    @Test
    void onlyTheseLookAtTheMachinesClock() {
        var found = new TreeMap<String, Set<String>>();
        for (JavaClass one : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("oddboard")) {
            for (JavaMethodCall call : one.getMethodCallsFromSelf()) {
                look(
                        found,
                        one,
                        call.getTargetOwner().getName(),
                        call.getTarget().getName());
            }
            one.getMethodReferencesFromSelf()
                    .forEach(to -> look(
                            found,
                            one,
                            to.getTargetOwner().getName(),
                            to.getTarget().getName()));
        }
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(MAY.keySet());
    }

    /** Times are shown in the reader's time zone; the server's is for browsers that do not say theirs. */
    @Test
    void onlyFormatTakesTheServersTimeZone() {
        assertThat(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("oddboard").stream()
                                .filter(one -> one.getMethodCallsFromSelf().stream()
                                        .anyMatch(call -> call.getTargetOwner()
                                                        .getName()
                                                        .equals("java.time.ZoneId")
                                                && call.getTarget().getName().equals("systemDefault")))
                                .map(JavaClass::getName))
                .containsExactly("oddboard.ui.Format");
    }

    private static void look(Map<String, Set<String>> found, JavaClass from, String owner, String method) {
        boolean looks = owner.startsWith("java.time.")
                        && (method.equals("now") || method.startsWith("system") && !method.equals("systemDefault"))
                || owner.equals("java.lang.System") && method.equals("currentTimeMillis");
        if (looks) {
            found.computeIfAbsent(from.getName().replaceFirst("\\$.*", ""), name -> new TreeSet<>())
                    .add(method);
        }
    }
}
