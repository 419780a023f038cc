/** Sweeps over settings and seeds. */
@NullMarked
package oddboard.api.sweep;

import org.jspecify.annotations.NullMarked;
