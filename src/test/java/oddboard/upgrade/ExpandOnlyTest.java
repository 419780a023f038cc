package oddboard.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The version before still runs while a new one migrates: a migration adds, and takes away only what it says by a marker. */
class ExpandOnlyTest {
    /** Those up to here came before the rule. */
    private static final int BASELINE = 25;
    /** In a line of its own before the statement, with the release from which on nothing reads what goes. */
    private static final Pattern MARKER = Pattern.compile("(?im)^\\s*--\\s*contract:\\s*\\S.*$");

    private static final List<Pattern> TAKES_AWAY = List.of(
            Pattern.compile("drop\\s+(table|column|schema|type|view)\\b"),
            Pattern.compile("\\brename\\b"),
            Pattern.compile("^\\s*truncate\\b"),
            Pattern.compile("alter\\s+table.*\\bdrop\\s+(?!not\\s+null|default|constraint|identity|expression)"),
            Pattern.compile("\\balter\\s+(column\\s+)?\\w+\\s+(set\\s+data\\s+)?type\\b"),
            Pattern.compile("\\balter\\s+(column\\s+)?\\w+\\s+set\\s+not\\s+null"),
            Pattern.compile(
                    "\\badd\\s+(column\\s+)?(?:if\\s+not\\s+exists\\s+)?(?!check\\b|constraint\\b)\\w+\\s+(?!.*\\b(default|generated)\\b)[^,]*\\bnot\\s+null"));

    /** Statements that the version before could not live with, and that no marker explains. */
    static List<String> faults(String sql) {
        List<String> faults = new ArrayList<>();
        // Bodies of functions change rows when they are called, not tables now.
        for (String statement : sql.replaceAll("(?s)\\$\\$.*?\\$\\$", "").split(";")) {
            String plain = statement
                    .replaceAll("--[^\\n]*", "")
                    .replaceAll("'[^']*'", "''")
                    .toLowerCase(java.util.Locale.ROOT);
            for (String clause :
                    plain.strip().startsWith("alter table") ? clauses(plain) : List.of(plain.replaceAll("\\s+", " "))) {
                if (TAKES_AWAY.stream().anyMatch(p -> p.matcher(clause).find())
                        && !MARKER.matcher(statement).find()) {
                    faults.add(clause.strip());
                }
            }
        }
        return faults;
    }

    /** Each change of an ALTER TABLE by itself; commas within brackets part nothing. */
    private static List<String> clauses(String statement) {
        List<String> clauses = new ArrayList<>();
        String line = statement.replaceAll("\\s+", " ").strip();
        String head = line.replaceFirst("^(alter table (if exists )?\\S+ ).*", "$1");
        int depth = 0;
        StringBuilder clause = new StringBuilder();
        for (char c : line.substring(head.length()).toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                clauses.add(head + clause);
                clause.setLength(0);
            } else {
                clause.append(c);
            }
        }
        clauses.add(head + clause);
        return clauses;
    }

    @Test
    void newMigrationsTakeNothingAwayWithoutSayingSo() throws IOException {
        List<String> faults = new ArrayList<>();
        try (var files = Files.list(Path.of("db/migration"))) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches("V\\d+__.*\\.sql"))
                    .sorted()
                    .toList()) {
                if (Integer.parseInt(file.getFileName().toString().replaceAll("V(\\d+)__.*", "$1")) > BASELINE) {
                    faults(Files.readString(file)).forEach(f -> faults.add(file.getFileName() + ": " + f));
                }
            }
        }
        assertThat(faults)
                .as("docs/upgrading.md says how to do it in two releases, or which marker explains it")
                .isEmpty();
    }

    @Test
    void knowsWhatTheVersionBeforeCannotLiveWith() {
        for (String bad : List.of(
                "drop table run;",
                "alter table run drop note;",
                "alter table run\n  drop column note;",
                "alter table run rename note to remark;",
                "alter table run alter column note type varchar(10);",
                "alter table run add n int, add owner bigint not null;",
                "alter table run alter note set not null;",
                "truncate job;")) {
            assertThat(faults(bad)).as(bad).hasSize(1);
            assertThat(faults("-- contract: since 0.3 nothing reads it\n" + bad))
                    .as(bad)
                    .isEmpty();
        }
        for (String good : List.of(
                "create table x (id bigint not null);",
                "alter table run add n int;",
                "drop index job_waiting;",
                "alter table run add column n int not null default 0;",
                "alter table run add owner bigint references account;",
                "alter table run add check (a is not null), add n text not null default '';",
                "alter table run alter note drop not null;",
                "alter table run drop constraint run_check;",
                "insert into x values ('drop table run');",
                "-- drop table run\nselect 1;")) {
            assertThat(faults(good)).as(good).isEmpty();
        }
    }
}
