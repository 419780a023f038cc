/** The queue and its workers. */
@NullMarked
package oddboard.api.job;

import org.jspecify.annotations.NullMarked;
