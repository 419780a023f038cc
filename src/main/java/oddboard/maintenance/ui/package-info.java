/** The page of backups, checks and retention for administrators. */
@NullMarked
package oddboard.maintenance.ui;

import org.jspecify.annotations.NullMarked;
