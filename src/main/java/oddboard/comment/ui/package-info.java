/** Shows comments on the pages of what they are about. */
@NullMarked
package oddboard.comment.ui;

import org.jspecify.annotations.NullMarked;
