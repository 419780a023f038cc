/** Images of versions and runs: lists, pixels, sheets, exports. */
@NullMarked
package oddboard.api.image;

import org.jspecify.annotations.NullMarked;
