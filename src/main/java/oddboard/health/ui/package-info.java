/** The page of findings for administrators. */
@NullMarked
package oddboard.health.ui;

import org.jspecify.annotations.NullMarked;
