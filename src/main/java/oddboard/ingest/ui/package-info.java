/** Pages that take files and show the report of an import. */
@NamedInterface("ui")
@NullMarked
package oddboard.ingest.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
