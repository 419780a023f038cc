/** The audit log as administrators read it. */
@NullMarked
package oddboard.audit.ui;

import org.jspecify.annotations.NullMarked;
