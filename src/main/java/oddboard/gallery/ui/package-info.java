/** Pages that show images, compare versions and label in the grid. */
@NullMarked
package oddboard.gallery.ui;

import org.jspecify.annotations.NullMarked;
