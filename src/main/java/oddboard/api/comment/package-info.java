/** Comments. */
@NullMarked
package oddboard.api.comment;

import org.jspecify.annotations.NullMarked;
