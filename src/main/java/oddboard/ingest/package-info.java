/** From uploaded files to a READY version: recognize the layout, preview, import, report. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "archive",
            "audit",
            "common",
            "dataset",
            "dataset :: ui",
            "duplicate",
            "image",
            "job",
            "job :: ui",
            "label",
            "layout",
            "manifest",
            "metric",
            "npy",
            "place",
            "quota",
            "quota :: ui",
            "storage",
            "ui",
            "upload"
        })
@NullMarked
package oddboard.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
