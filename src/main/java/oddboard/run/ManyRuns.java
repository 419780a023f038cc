package oddboard.run;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.common.BulkOutcome;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.detector.SettingsException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;

/** The same done to many runs: each by itself, so that one that can't be changed keeps none of the others. */
@Service
public class ManyRuns {
    private final Runs runs;

    ManyRuns(Runs runs) {
        this.runs = runs;
    }

    /** Those that wait or run. */
    public BulkOutcome cancel(Collection<RunId> ids, User by) {
        return each(ids, id -> runs.cancel(id, by) ? "" : "had ended already");
    }

    /** Those that have ended. */
    public BulkOutcome delete(Collection<RunId> ids, User by) {
        return each(ids, id -> {
            runs.delete(id, by);
            return "";
        });
    }

    /** Gives tags and takes others away; a run that had them all, and none of the others, counts as done. */
    public BulkOutcome tag(Collection<RunId> ids, List<String> add, List<String> remove, User by) {
        return each(ids, id -> {
            Run run = runs.find(id, by).orElseThrow(() -> new NotFoundException("There is no run " + id + "."));
            List<String> tags = Stream.concat(run.tags().stream().filter(Predicate.not(remove::contains)), add.stream())
                    .distinct()
                    .toList();
            if (!runs.mayCancel(run, by)) {
                return "are not yours to tag";
            }
            if (!tags.equals(run.tags())) {
                runs.describe(id, null, null, tags, null, by);
            }
            return "";
        });
    }

    private static BulkOutcome each(Collection<RunId> ids, Function<RunId, String> work) {
        return BulkOutcome.of(ids, id -> reason(id, work));
    }

    private static String reason(RunId id, Function<RunId, String> work) {
        try {
            return work.apply(id);
        } catch (NotFoundException e) {
            return "are not there any more";
        } catch (AccessDeniedException e) {
            return "are not yours to change";
        } catch (ConflictException e) {
            return "still wait or run";
        } catch (SettingsException e) {
            return "would have more than 20 tags";
        }
    }
}
