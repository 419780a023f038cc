/** Files on their way into a data set: whole, or in parts by tus. */
@NullMarked
package oddboard.api.upload;

import org.jspecify.annotations.NullMarked;
