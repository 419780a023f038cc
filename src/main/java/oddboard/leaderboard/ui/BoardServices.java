package oddboard.leaderboard.ui;

import oddboard.account.Users;
import oddboard.dataset.Datasets;
import oddboard.evaluation.EvaluatedRuns;
import oddboard.job.JobChanges;
import oddboard.label.LabelSets;
import oddboard.label.LabelSplits;
import oddboard.leaderboard.BoardColumns;
import oddboard.leaderboard.Ensembles;
import oddboard.leaderboard.Leaderboards;
import oddboard.leaderboard.Submissions;
import oddboard.run.Runs;
import org.springframework.stereotype.Component;

/** What every page about boards asks. */
@Component
record BoardServices(
        Datasets datasets,
        Leaderboards leaderboards,
        Submissions submissions,
        Ensembles ensembles,
        Runs runs,
        EvaluatedRuns evaluated,
        LabelSets labelSets,
        LabelSplits splits,
        BoardColumns columns,
        Users users,
        JobChanges changes) {}
