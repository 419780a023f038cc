package oddboard.run.ui;

import java.util.EnumSet;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.Datasets;
import oddboard.job.JobChanges;
import oddboard.job.JobQueue;
import oddboard.label.LabelMarks;
import oddboard.label.LabelSetChanges;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplits;
import oddboard.quota.QuotaKind;
import oddboard.quota.Quotas;
import oddboard.quota.ui.QuotaBars;
import oddboard.run.Reruns;
import oddboard.run.RunFeed;
import oddboard.run.Runs;
import oddboard.run.SweepLookup;
import org.springframework.stereotype.Component;

/** What every page about runs asks. */
@Component
public record RunServices(
        Runs runs,
        Reruns reruns,
        SweepLookup sweeps,
        Datasets datasets,
        LabelSets labelSets,
        LabelSplits splits,
        LabelMarks labelMarks,
        LabelSetChanges labelChanges,
        Users users,
        JobQueue queue,
        JobChanges changes,
        RunFeed feed,
        Quotas quotas) {
    /** What the user may still queue and run, to be seen before they do. */
    public QuotaBars limits(User user) {
        return QuotaBars.before(
                quotas.of(user.id()), EnumSet.of(QuotaKind.QUEUED, QuotaKind.RUNNING, QuotaKind.GPU_HOURS));
    }
}
