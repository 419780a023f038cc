package oddboard.inbox;

import java.util.Map;
import oddboard.scoring.ScoringId;

/**
 * The images of a scoring drift from the training images; published in the transaction that ended it.
 *
 * @param psi population stability index of each measure that reached the inbox's limit, such as {@code brightness}
 */
public record InboxDrifted(InboxId inbox, ScoringId scoring, Map<String, Double> psi) {}
