/** The images of a version: filtered lists, sprite sheets, and differences between versions. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "common",
            "dataset",
            "dataset :: ui",
            "ingest",
            "ingest :: ui",
            "job",
            "job :: ui",
            "label",
            "label :: ui",
            "storage",
            "ui"
        })
@NullMarked
package oddboard.gallery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
