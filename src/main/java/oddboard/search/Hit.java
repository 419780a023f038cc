package oddboard.search;

/**
 * Something that was found.
 *
 * @param id by which addresses name it
 * @param detail what tells it from others of its name
 * @param href its page, without a leading slash
 */
public record Hit(Kind kind, String id, String name, String detail, String href) {
    public enum Kind {
        DATASET,
        RUN,
        MODEL
    }
}
