package oddboard.node;

import java.io.PrintStream;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.core.env.Environment;

/**
 * Something that the program does once and ends, such as a backup. Implemented in the packages above and named in
 * META-INF/services; {@code --oddboard.role} or the first word of the command line chooses it.
 */
public interface Command {
    String name();

    /**
     * Does it.
     *
     * @return the exit status of the process
     * @throws CommandException with a sentence where it can't be done
     */
    int run(Call call) throws Exception;

    /**
     * What it has at hand.
     *
     * @param settings the program's, of command line, environment and files
     * @param database each connection is a new one
     * @param embedded whether that is the program's own PostgreSQL
     * @param serverRuns whether an Oddboard runs with this home now; unknown, and false, where the database is another one
     */
    record Call(
            Environment settings,
            Path home,
            DataSource database,
            boolean embedded,
            boolean serverRuns,
            PrintStream out) {
        /** A setting of this command's own: {@code --to=FILE}. */
        public String require(String option, String what) {
            String value = settings.getProperty(option, "");
            if (value.isBlank()) {
                throw new CommandException(
                        "Say " + what + " by --" + option + "=" + option.toUpperCase(java.util.Locale.ROOT) + ".");
            }
            return value;
        }
    }
}
