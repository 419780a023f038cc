/** What administrators watch: audit log, health, storage. */
@NullMarked
package oddboard.api.admin;

import org.jspecify.annotations.NullMarked;
