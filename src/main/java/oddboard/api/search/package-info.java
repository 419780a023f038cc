/** Data sets, runs and models by their words. */
@NullMarked
package oddboard.api.search;

import org.jspecify.annotations.NullMarked;
