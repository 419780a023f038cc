package oddboard.leaderboard;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import oddboard.run.RunId;

/**
 * Who stands on a board: a run, written {@code 12}, or a submission, written {@code s3}.
 *
 * @param submission false = a run
 */
public record EntryId(boolean submission, long value) {
    public static EntryId of(RunId run) {
        return new EntryId(false, run.value());
    }

    public static EntryId ofSubmission(long id) {
        return new EntryId(true, id);
    }

    /** Empty where the text is none. */
    public static Optional<EntryId> parse(String text) {
        boolean submission = text.startsWith("s");
        String number = submission ? text.substring(1) : text;
        return number.matches("[0-9]{1,18}")
                ? Optional.of(new EntryId(submission, Long.parseLong(number)))
                : Optional.empty();
    }

    /** Those in a list with commas; what is none is left out. */
    public static List<EntryId> list(String text) {
        return Arrays.stream(text.split(","))
                .flatMap(one -> parse(one.strip()).stream())
                .distinct()
                .toList();
    }

    public Optional<RunId> run() {
        return submission ? Optional.empty() : Optional.of(new RunId(value));
    }

    @Override
    public String toString() {
        return submission ? "s" + value : Long.toString(value);
    }
}
