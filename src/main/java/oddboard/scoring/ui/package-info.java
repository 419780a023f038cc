/** Pages about scored images. */
@NullMarked
package oddboard.scoring.ui;

import org.jspecify.annotations.NullMarked;
