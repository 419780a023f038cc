/** Data sets, their versions and members. */
@NullMarked
package oddboard.api.dataset;

import org.jspecify.annotations.NullMarked;
