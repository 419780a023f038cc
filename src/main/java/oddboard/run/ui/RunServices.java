package oddboard.run.ui;

import oddboard.account.Users;
import oddboard.dataset.Datasets;
import oddboard.dataset.LabelMarks;
import oddboard.dataset.LabelSetNews;
import oddboard.dataset.LabelSets;
import oddboard.dataset.LabelSplits;
import oddboard.job.JobNews;
import oddboard.job.JobQueue;
import oddboard.run.Reruns;
import oddboard.run.RunFeed;
import oddboard.run.Runs;
import oddboard.run.Sweeps;
import org.springframework.stereotype.Component;

/** What every page about runs asks. */
@Component
record RunServices(Runs runs, Reruns reruns, Sweeps sweeps, Datasets datasets, LabelSets labelSets, LabelSplits splits,
        LabelMarks labelMarks, LabelSetNews labelNews, Users users, JobQueue queue,
        JobNews news, RunFeed feed) {}
