package oddboard.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.common.Csv;
import org.springframework.stereotype.Component;

/** The log as CSV, of any length: it is read and written a page at a time. */
@Component
public class AuditCsv {
    private static final String HEAD = "at,who,action,object,detail,address,via\r\n";
    private static final int PAGE_SIZE = 1000;

    private final AuditLog log;

    AuditCsv(AuditLog log) {
        this.log = log;
    }

    public void write(AuditFilter filter, OutputStream out) throws IOException {
        out.write(HEAD.getBytes(StandardCharsets.UTF_8));
        List<AuditEntry> part = log.page(filter, null, PAGE_SIZE);
        while (!part.isEmpty()) {
            out.write(part.stream()
                    .map(AuditCsv::line)
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8));
            part = part.size() < PAGE_SIZE
                    ? List.of()
                    : log.page(filter, part.getLast().position(), PAGE_SIZE);
        }
    }

    private static String line(AuditEntry e) {
        return Stream.of(e.at().toString(), e.who(), e.action(), e.object(), e.detail(), e.address(), e.via())
                .map(Csv::quotedCell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }
}
