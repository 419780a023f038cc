/** Starts the program; each package under this one has a subject of its own. */
@NullMarked
package oddboard;

import org.jspecify.annotations.NullMarked;
