package oddboard.maintenance;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import oddboard.common.StorageException;
import oddboard.node.Command;
import oddboard.node.CommandException;
import oddboard.storage.StorageMove;
import oddboard.storage.StorageSettings;
import oddboard.ui.Format;

/**
 * {@code storage}: says where contents lie; with {@code --move-to=s3|database} it moves all there, while the program
 * works; with {@code --claim} this database becomes the one that may remove objects of the bucket.
 */
public final class StorageCommand implements Command {
    private static final long TELL_NANOS = 5_000_000_000L;

    @Override
    public String name() {
        return "storage";
    }

    @Override
    public int run(Call call) throws Exception {
        try (var connection = call.database().getConnection()) {
            if (!Schema.has(connection, "blob", "object_key")) {
                throw new CommandException(
                        "The database's tables are another version's; start this Oddboard once, then try again.");
            }
        }
        StorageSettings settings = Contents.settings(call.settings());
        String to = call.settings().getProperty("move-to", "");
        if (!List.of("", "s3", "database").contains(to)) {
            throw new CommandException("--move-to=" + to + " is no store; there are s3 and database.");
        }
        boolean claims = call.settings().containsProperty("claim");
        if (settings.s3().bucket() == null && (claims || !to.isEmpty())) {
            throw new CommandException("There is no bucket: set oddboard.storage.s3.bucket for this command"
                    + " and for every process of Oddboard first.");
        }
        try (StorageMove move = Contents.move(call)) {
            if (claims) {
                move.claim();
                MaintenanceLog.write(call.database(), "STORAGE", "command line", "claimed " + settings.s3());
                call.out().println("This database is the owner of " + settings.s3() + " now.");
            }
            if (!to.isEmpty()) {
                return move(call, move, to);
            }
            call.out().println(where(move, settings));
            return 0;
        } catch (StorageException e) {
            throw new CommandException(
                    e.getMessage()
                            + (to.isEmpty() ? "" : " What was moved stays moved; give the command again to go on."),
                    e);
        }
    }

    private static String where(StorageMove move, StorageSettings settings) {
        StorageMove.Amount bucket = move.amount(true);
        StorageMove.Amount database = move.amount(false);
        return amount(database) + " lie in the database, " + amount(bucket) + " in "
                + (settings.s3().bucket() == null ? "a bucket that is not set" : "the bucket " + settings.s3())
                + ". New ones go to the "
                + (settings.kind() == StorageSettings.Kind.S3 ? "bucket." : "database.");
    }

    private static String amount(StorageMove.Amount amount) {
        return Format.count(amount.contents()) + " contents of " + Format.bytes(amount.bytes());
    }

    private static int move(Call call, StorageMove move, String to) throws IOException, InterruptedException {
        boolean toBucket = to.equals("s3");
        long start = System.nanoTime();
        StorageMove.Progress end = move.move(toBucket, new Teller(call.out()));
        String what = Format.count(end.moved()) + " contents of " + Format.bytes(end.bytes()) + " to the "
                + (toBucket ? "bucket" : "database");
        MaintenanceLog.write(call.database(), "STORAGE", "command line", "moved " + what);
        call.out().println("Moved " + what + " in " + Format.duration((System.nanoTime() - start) / 1e9) + ".");
        end.damaged()
                .forEach(sha256 -> call.out()
                        .println("The content " + sha256 + " is damaged, so it stays where it is. Send its file again"
                                + " to heal it, or restore a backup."));
        return end.damaged().isEmpty() ? 0 : 1;
    }

    /** A line every few seconds. */
    private static final class Teller implements java.util.function.Consumer<StorageMove.Progress> {
        private final PrintStream out;
        private long told = System.nanoTime();

        Teller(PrintStream out) {
            this.out = out;
        }

        @Override
        public void accept(StorageMove.Progress now) {
            if (System.nanoTime() - told > TELL_NANOS) {
                told = System.nanoTime();
                out.println(Format.count(now.moved()) + " contents of " + Format.bytes(now.bytes()) + " moved, "
                        + Format.count(now.left()) + " of " + Format.bytes(now.leftBytes()) + " left");
            }
        }
    }
}
