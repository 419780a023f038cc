package oddboard.inbox;

import oddboard.scoring.ScoringId;

/**
 * An image that one of champion and challenger flags and the other does not.
 *
 * @param index in both scorings
 * @param champion its raw score, as is challenger
 * @param flagged by the champion
 */
public record Disagreement(
        ScoringId scoring,
        ScoringId challenging,
        int index,
        String file,
        double champion,
        double challenger,
        boolean flagged) {}
