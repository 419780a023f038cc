package oddboard.audit.ui;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import oddboard.audit.AuditEntry;
import oddboard.ui.Column;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;

/** Entries of the log, one a row. */
final class AuditTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Set<String> WITH_PAGE = Set.of("dataset", "run", "sweep");

    private AuditTable() {}

    static MarkupTable<AuditEntry> create() {
        return new MarkupTable<AuditEntry>(
                        "Audit log, newest first",
                        entry -> entry.position().toString(),
                        List.of(
                                Column.<AuditEntry>text("When (UTC)", entry -> TIME.format(entry.at()))
                                        .styled("odd-audit-table__when"),
                                Column.<AuditEntry>of(
                                        "Who",
                                        (cell, entry) -> cell.add(
                                                MarkupParts.link(who(entry).href(), entry.who()))),
                                Column.<AuditEntry>text("Action", AuditEntry::action)
                                        .styled("odd-audit-table__action"),
                                Column.<AuditEntry>of("Object", (cell, entry) -> cell.add(object(entry.object()))),
                                Column.<AuditEntry>text("Detail", AuditEntry::detail)
                                        .styled("odd-table__wrap"),
                                Column.<AuditEntry>text(
                                                "From",
                                                entry -> entry.address().isEmpty()
                                                        ? entry.via()
                                                        : entry.address() + " · " + entry.via())
                                        .styled("odd-audit-table__from")))
                .styled("odd-audit-table")
                .stacked();
    }

    private static AuditAddress who(AuditEntry entry) {
        return new AuditAddress(entry.who(), "", "", "", "", "", "");
    }

    private static Html object(String object) {
        String[] parts = object.split(" ", 2);
        return parts.length == 2 && WITH_PAGE.contains(parts[0]) && parts[1].matches("\\d+")
                ? MarkupParts.link(parts[0] + "s/" + parts[1], object)
                : new Html("span").text(object);
    }
}
