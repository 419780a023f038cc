package oddboard.inbox;

import oddboard.scoring.ScoringId;

/** A scoring of an inbox flagged images; published in the transaction that ended it. */
public record InboxFlagged(InboxId inbox, ScoringId scoring) {}
