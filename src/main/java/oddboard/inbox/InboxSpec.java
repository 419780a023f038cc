package oddboard.inbox;

import oddboard.common.InputException;
import oddboard.common.PlainText;
import oddboard.metric.PopulationStability;

/**
 * What to watch.
 *
 * @param name 1 to 200 characters
 * @param folder of the server or of a bucket, such as {@code images/line3} or {@code s3://parts/line3}
 * @param model its name
 * @param challenger "" = none
 * @param minutes 1 to 1440
 * @param psiLimit above 0, at most 100
 * @param reviewers of each image, 1 or 2
 */
public record InboxSpec(
        String name,
        String folder,
        String model,
        String alias,
        String challenger,
        int minutes,
        double psiLimit,
        int reviewers) {
    public static final int MAX_MINUTES = 24 * 60;
    public static final int DEFAULT_MINUTES = 5;
    public static final double DEFAULT_PSI_LIMIT = PopulationStability.LARGE;
    private static final int MAX_NAME = 200;

    /** @throws InputException where a value is out of its range */
    void check() {
        if (name.isBlank() || name.length() > MAX_NAME || !PlainText.isLine(name.strip())) {
            throw refusal("name", "An inbox needs a name of 1 to 200 characters in one line.");
        }
        checkMinutes(minutes);
        checkReviewers(reviewers);
        if (!(psiLimit > 0 && psiLimit <= 100)) {
            throw refusal("psiLimit", "The limit of drift must be above 0 and at most 100, not " + psiLimit + ".");
        }
        if (challenger.equals(alias)) {
            throw refusal("challenger", "Champion and challenger must be two aliases.");
        }
    }

    static void checkMinutes(int minutes) {
        if (minutes < 1 || minutes > MAX_MINUTES) {
            throw refusal("minutes", "An inbox is looked into every 1 to 1440 minutes, not every " + minutes + ".");
        }
    }

    static void checkReviewers(int reviewers) {
        if (reviewers < 1 || reviewers > 2) {
            throw refusal("reviewers", "An image has 1 or 2 reviewers, not " + reviewers + ".");
        }
    }

    private static InputException refusal(String field, String sentence) {
        return new InputException("INBOX_INVALID", "", field, sentence);
    }
}
