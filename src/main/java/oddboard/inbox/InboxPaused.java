package oddboard.inbox;

import oddboard.job.JobState;
import oddboard.scoring.ScoringId;

/** An inbox paused because a scoring of it ended otherwise than well; published in that transaction. */
public record InboxPaused(InboxId inbox, ScoringId scoring, JobState state) {}
