package oddboard.maintenance;

import java.util.List;
import oddboard.node.Command;
import oddboard.node.CommandException;
import oddboard.ui.Format;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code retention}: deletes what is due; with {@code --dry-run} it only says what that would be. */
public final class RetentionCommand implements Command {
    @Override
    public String name() {
        return "retention";
    }

    @Override
    public int run(Call call) throws Exception {
        try (var connection = call.database().getConnection()) {
            if (!Schema.level(connection)
                    .equals(Schema.versions(call.database()).stream().reduce((a, b) -> b))) {
                throw new CommandException(
                        "The database's tables are another version's; start this Oddboard once, then try again.");
            }
        }
        RetentionSettings settings =
                Binder.get(call.settings()).bindOrCreate("oddboard.retention", RetentionSettings.class);
        Retention retention = new Retention(
                JdbcClient.create(call.database()),
                new TransactionTemplate(new JdbcTransactionManager(call.database())),
                content -> {},
                RetentionRules.of(settings));
        boolean dry = call.settings().containsProperty("dry-run");
        List<Retention.Going> going = dry ? retention.preview() : retention.apply("command line");
        for (Retention.Going one : going) {
            call.out()
                    .printf(
                            "%-20s kept %-10s %,10d rows  %10s  %s%n",
                            one.key(), one.keeps(), one.rows(), Format.bytes(one.bytes()), one.title());
        }
        long bytes = going.stream().mapToLong(Retention.Going::bytes).sum();
        call.out()
                .println(
                        dry
                                ? Format.bytes(bytes) + " would be free for new content; nothing was changed."
                                : Format.bytes(bytes)
                                        + " are free for new content; contents that nothing uses any more follow within half an hour"
                                        + " while Oddboard runs.");
        return 0;
    }
}
