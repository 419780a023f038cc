/** The search box in the frame of every page. */
@NullMarked
package oddboard.search.ui;

import org.jspecify.annotations.NullMarked;
