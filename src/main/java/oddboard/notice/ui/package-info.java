/** Pages and menu parts that show notices and manage webhooks. */
@NullMarked
package oddboard.notice.ui;

import org.jspecify.annotations.NullMarked;
