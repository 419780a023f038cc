/** Notices of what has ended, in the pages, by mail and by webhooks. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "account :: ui",
            "audit",
            "common",
            "dataset",
            "evaluation",
            "ingest",
            "job",
            "job :: ui",
            "label",
            "outbound",
            "quota",
            "run",
            "ui"
        })
@NullMarked
package oddboard.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
