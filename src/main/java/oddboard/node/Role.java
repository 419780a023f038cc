package oddboard.node;

import java.util.Locale;

/** What a process does: ALL is a web process that keeps a worker as its child. */
enum Role {
    ALL, WEB, WORKER;

    /** @throws StartException where the word is none of them */
    static Role parse(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "all" -> ALL;
            case "web" -> WEB;
            case "worker" -> WORKER;
            default -> throw new StartException(
                    "oddboard.role is \"" + word + "\"; it must be all, web or worker,"
                            + " or one of the commands backup, restore, doctor and retention.");
        };
    }
}
