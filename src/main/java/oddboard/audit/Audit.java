package oddboard.audit;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import oddboard.common.PlainText;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Writes down what users change. Entries are never changed or removed, and hold no secrets. */
@Service
public class Audit {
    /** A request's attribute: the name of the access token that it came with. */
    public static final String TOKEN = Audit.class.getName() + ".token";

    private static final int MAX_LENGTH = 1000;

    /**
     * Who acts.
     *
     * @param account 0 where nobody is signed in
     */
    public record Actor(long account, String name) {
        /** The program by itself. */
        public static final Actor PROGRAM = new Actor(0, "Oddboard");
    }

    private final JdbcClient jdbc;
    private final Supplier<Stream<RequestSourceResolver>> finders;

    @Autowired
    Audit(JdbcClient jdbc, ObjectProvider<RequestSourceResolver> finders) {
        this.jdbc = jdbc;
        this.finders = finders::orderedStream;
    }

    private Audit(JdbcClient jdbc, List<RequestSourceResolver> finders) {
        this.jdbc = jdbc;
        this.finders = finders::stream;
    }

    /** Without the application around it; what is recorded then is recorded by the program. */
    public static Audit of(JdbcClient jdbc) {
        return new Audit(jdbc, List.of());
    }

    /**
     * Writes an entry, in the caller's transaction where there is one: it is kept or vanishes with the change.
     *
     * @param action a thing and a verb, dotted and in lower case: {@code dataset.create}
     * @param object its kind and id: {@code dataset 12}; empty where there is none
     * @param detail what else is worth knowing, in one line; empty where there is nothing
     */
    public void record(Actor by, String action, String object, String detail) {
        RequestSource source = finders.get()
                .map(RequestSourceResolver::now)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(RequestSource.PROGRAM);
        jdbc.sql("""
                        insert into audit (account_id, who, action, object, detail, address, via)
                        values (nullif(:account, 0), :who, :action, :object, :detail, :address, :via)
                        """)
                .param("account", by.account())
                .param("who", plain(by.name()))
                .param("action", action)
                .param("object", plain(object))
                .param("detail", plain(detail))
                .param("address", plain(source.address()))
                .param("via", plain(source.via()))
                .update();
    }

    /** One line without characters that a database or a terminal would stumble over. */
    private static String plain(String text) {
        String line = PlainText.spaced(text).replaceAll(" +", " ").strip();
        if (line.length() <= MAX_LENGTH) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(MAX_LENGTH - 2)) ? MAX_LENGTH - 2 : MAX_LENGTH - 1;
        return line.substring(0, end) + "…";
    }
}
