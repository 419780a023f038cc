/** Pages about inboxes. */
@NullMarked
package oddboard.inbox.ui;

import org.jspecify.annotations.NullMarked;
