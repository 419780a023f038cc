/** Events sent to programs of users: signed, tried again, and listed ("Standard Webhooks"). */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "account :: ui",
            "audit",
            "common",
            "inbox",
            "ingest",
            "job",
            "job :: ui",
            "metric",
            "notice",
            "registry",
            "run",
            "scoring",
            "ui"
        })
@NullMarked
package oddboard.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
