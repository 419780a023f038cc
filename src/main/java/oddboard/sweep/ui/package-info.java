/** Pages that plan and follow sweeps. */
@NullMarked
package oddboard.sweep.ui;

import org.jspecify.annotations.NullMarked;
