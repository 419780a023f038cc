/** Reloads what changed in the sources while the program runs; only in the Maven profile dev, and in no jar. */
@NullMarked
package oddboard.dev;

import org.jspecify.annotations.NullMarked;
