package oddboard.node;

import java.util.Locale;

/** What a process does: ALL is a web process that keeps a worker as its child; MIGRATE changes the tables and leaves. */
enum ProcessRole {
    ALL,
    WEB,
    WORKER,
    MIGRATE;

    /** @throws StartException where the word is none of them */
    static ProcessRole parse(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "all" -> ALL;
            case "web" -> WEB;
            case "worker" -> WORKER;
            case "migrate" -> MIGRATE;
            default ->
                throw new StartException("oddboard.role is \"" + word + "\"; it must be all, web, worker or migrate,"
                        + " or one of the commands backup, restore, doctor and retention.");
        };
    }
}
