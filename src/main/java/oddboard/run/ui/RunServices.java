package oddboard.run.ui;

import oddboard.account.Users;
import oddboard.dataset.Datasets;
import oddboard.job.JobNews;
import oddboard.job.JobQueue;
import oddboard.run.Runs;
import org.springframework.stereotype.Component;

/** What every page about runs asks. */
@Component
record RunServices(Runs runs, Datasets datasets, Users users, JobQueue queue, JobNews news) {}
